/// Prometheus text format 0.0.4, written line by line in the order given.
package struct MetricsText: Hashable, Sendable {
  private typealias Label = (name: String, value: String)

  package private(set) var text = ""

  /// A metric without series is announced all the same: its absence would mean an older operator, not a quiet one.
  package init(_ families: [MetricFamily]) {
    for family in families {
      let definition = family.definition
      announce(definition)
      for sample in family.samples {
        let labels: [Label] = zip(definition.labels, sample.labelValues).map { ($0, $1) }
        switch sample.value {
        case .number(let number): line(definition.name, labels, number)
        case .histogram(let histogram): write(definition.name, labels, histogram)
        }
      }
    }
  }

  private mutating func announce(_ definition: MetricDefinition) {
    text += "# HELP \(definition.name) \(Self.escaped(definition.help, quotes: false))\n"
    text += "# TYPE \(definition.name) \(definition.kind.rawValue)\n"
  }

  private mutating func write(_ name: String, _ labels: [Label], _ histogram: Histogram) {
    let cumulative = histogram.cumulative
    for (bound, count) in zip(histogram.bounds + [.infinity], cumulative) {
      line("\(name)_bucket", labels + [(name: "le", value: Self.shown(bound))], Double(count))
    }
    line("\(name)_sum", labels, histogram.sum)
    line("\(name)_count", labels, Double(cumulative.last ?? 0))
  }

  private mutating func line(_ name: String, _ labels: [Label], _ number: Double) {
    let pairs = labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }
    let braces = pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
    text += "\(name)\(braces) \(Self.shown(number))\n"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    // A quote and an accent over it are one character, which is not a quote.
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped.append(contentsOf: "\\\\".unicodeScalars)
      case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
      case "\"" where quotes: escaped.append(contentsOf: "\\\"".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  private static func shown(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    guard number.isFinite else { return number > 0 ? "+Inf" : "-Inf" }
    guard let whole = Int64(exactly: number) else { return "\(number)" }
    return "\(whole)"
  }
}
