/// A metric with its series at one moment.
package struct MetricFamily: Hashable, Sendable {
  package let definition: MetricDefinition
  package let samples: [MetricSample]

  package init(_ definition: MetricDefinition, _ samples: [MetricSample]) {
    self.definition = definition
    self.samples = samples
  }
}
