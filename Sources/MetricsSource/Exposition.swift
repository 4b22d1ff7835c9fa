/// The wanted part of what one endpoint exposes.
package struct Exposition: Hashable, Sendable {
  package var samples: [ExpositionSample]
  /// Wanted names whose family is announced by a `# TYPE` line, with or without samples.
  ///
  /// A labelled counter has no series before its first event, so a service without traffic yet shows nothing else of it.
  package var declared: Set<String>

  package init(samples: [ExpositionSample] = [], declared: Set<String> = []) {
    self.samples = samples
    self.declared = declared
  }

  /// All samples of one name, in the order given.
  package func samples(named name: String) -> [ExpositionSample] {
    samples.filter { $0.name == name }
  }

  /// Whether the endpoint knows the metric, even if nothing was counted yet.
  package func knows(_ name: String) -> Bool {
    declared.contains(name) || samples.contains { $0.name == name }
  }
}
