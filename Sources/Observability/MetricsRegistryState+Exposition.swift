/// Prometheus text format 0.0.4: metrics by name, series by labels, so that two equal registries print equal bytes.
extension MetricsRegistryState {
  /// Counts the series that were refused; always exposed, so that its absence means an old build and not a good one.
  static let droppedSeries = "metrics_dropped_series_total"

  var exposition: String {
    var writer = ExpositionWriter()
    var sorted = values.sorted { $0.key < $1.key }
    sorted.append(
      (MetricSeriesKey(label: Self.droppedSeries, dimensions: []), .counter(Double(dropped)))
    )
    var previous = ""
    for (key, value) in sorted {
      if key.name != previous {
        writer.announce(key.name, value.kind, help: help[key.name])
        previous = key.name
      }
      writer.write(key, value)
    }
    return writer.text
  }
}

/// Writes lines of Prometheus text format.
private struct ExpositionWriter {
  private(set) var text = ""

  mutating func announce(_ name: String, _ kind: MetricValue.Kind, help: String?) {
    if let help { text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n" }
    text += "# TYPE \(name) \(kind.rawValue)\n"
  }

  mutating func write(_ key: MetricSeriesKey, _ value: MetricValue) {
    switch value {
    case .counter(let number), .gauge(let number): line(key, number)
    case .histogram(let cells): write(key, cells)
    }
  }

  private mutating func write(_ key: MetricSeriesKey, _ cells: HistogramCells) {
    let cumulative = cells.cumulative
    for (bound, count) in zip(cells.bounds + [.infinity], cumulative) {
      line(key, suffix: "_bucket", bound: bound, Double(count))
    }
    line(key, suffix: "_sum", cells.sum)
    line(key, suffix: "_count", Double(cumulative.last ?? 0))
  }

  private mutating func line(
    _ key: MetricSeriesKey,
    suffix: String = "",
    bound: Double? = nil,
    _ number: Double
  ) {
    var labels = key.labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }
    if let bound { labels.append("le=\"\(Self.shown(bound))\"") }
    let braces = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
    text += "\(key.name)\(suffix)\(braces) \(Self.shown(number))\n"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "\\": escaped += "\\\\"
      case "\n", "\r\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.append(character)
      }
    }
  }

  private static func shown(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    guard number.isFinite else { return number > 0 ? "+Inf" : "-Inf" }
    guard let whole = Int64(exactly: number) else { return "\(number)" }
    return "\(whole)"
  }
}
