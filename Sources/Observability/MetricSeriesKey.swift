/// Names one series: its metric and its labels, sorted by name.
struct MetricSeriesKey: Hashable, Comparable, Sendable {
  struct Label: Hashable, Comparable, Sendable {
    let name: String
    let value: String

    static func < (left: Label, right: Label) -> Bool {
      (left.name, left.value) < (right.name, right.value)
    }
  }

  let name: String
  let labels: [Label]

  /// Characters that Prometheus does not allow become `_`; a label given twice keeps its last value.
  init(label: String, dimensions: [(String, String)]) {
    name = Self.sanitized(label, allowing: ":")
    let latest = Dictionary(
      dimensions.map { (Self.sanitized($0.0, allowing: ""), $0.1) },
      uniquingKeysWith: { _, later in later }
    )
    labels = latest.map { Label(name: $0.key, value: $0.value) }.sorted()
  }

  static func < (left: MetricSeriesKey, right: MetricSeriesKey) -> Bool {
    left.name == right.name
      ? left.labels.lexicographicallyPrecedes(right.labels) : left.name < right.name
  }

  static func sanitized(_ name: String, allowing extra: String) -> String {
    let cleaned = String(
      name.map { character in
        let isPlain = character.isASCII && (character.isLetter || character.isNumber)
        return isPlain || character == "_" || extra.contains(character) ? character : "_"
      }
    )
    return cleaned.first?.isNumber ?? true ? "_" + cleaned : cleaned
  }
}
