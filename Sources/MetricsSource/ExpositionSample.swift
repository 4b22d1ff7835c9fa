/// One line of a Prometheus exposition: a name, its labels in the order given, and a value.
package struct ExpositionSample: Hashable, Sendable {
  package struct Label: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package let name: String
  package let labels: [Label]
  package let value: Double

  package init(_ name: String, _ labels: [Label] = [], _ value: Double) {
    self.name = name
    self.labels = labels
    self.value = value
  }

  /// The value of a label; `nil` where the series has none of that name.
  package subscript(label: String) -> String? {
    labels.first { $0.name == label }?.value
  }
}
