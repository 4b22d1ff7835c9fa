/// One series of a metric at one moment.
package struct MetricSample: Hashable, Sendable {
  package enum Value: Hashable, Sendable {
    case number(Double)
    case histogram(Histogram)
  }

  /// In the order of the definition's label names.
  package let labelValues: [String]
  package let value: Value

  package init(_ labelValues: [String], _ number: Double) {
    self.init(labelValues, .number(number))
  }

  package init(_ labelValues: [String], _ count: Int) {
    self.init(labelValues, .number(Double(count)))
  }

  package init(_ labelValues: [String], _ histogram: Histogram) {
    self.init(labelValues, .histogram(histogram))
  }

  private init(_ labelValues: [String], _ value: Value) {
    self.labelValues = labelValues
    self.value = value
  }
}
