/// What a metric is, whatever its value: the line of the documentation and the two comment lines of the exposition.
package struct MetricDefinition: Hashable, Sendable {
  /// As `# TYPE` names it.
  package enum Kind: String, Hashable, Sendable {
    case counter
    case gauge
    case histogram
  }

  package let name: String
  package let kind: Kind
  /// The names of the labels, in the order in which samples give their values.
  package let labels: [String]
  package let help: String

  package init(_ name: String, _ kind: Kind, labels: [String] = [], _ help: String) {
    self.name = name
    self.kind = kind
    self.labels = labels
    self.help = help
  }

  /// The metric with one value, and no labels.
  package func family(_ number: Double) -> MetricFamily {
    MetricFamily(self, [MetricSample([], number)])
  }

  /// The metric with one value per combination of label values.
  package func family(_ samples: [MetricSample]) -> MetricFamily { MetricFamily(self, samples) }
}
