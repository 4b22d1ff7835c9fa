import JSON

/// A trace as Prometheus answers `/api/v1/query_range`.
struct PrometheusRange {
  private(set) var rows = TraceRows()

  init(_ bytes: [UInt8], format: TraceFormat) throws(TraceError) {
    let result = try Self.result(of: bytes)
    guard let first = result.first else { throw .noSeries }
    guard result.count == 1 || format.sumsSeries else {
      throw .severalSeries(count: result.count, first: Self.name(of: first))
    }
    if result.count > 1 { rows.warnings.append(.summed(series: result.count)) }
    for series in result { try read(series) }
    if result.count > 1 { addUp() }
    try rows.finish()
  }

  private static func result(of bytes: [UInt8]) throws(TraceError) -> [JSONValue] {
    let answer: JSONValue
    do {
      answer = try JSONValue(parsing: bytes)
    } catch {
      throw .badJSON("\(error)")
    }
    guard let status = answer["status"]?.stringValue else { throw .notPrometheus }
    guard status == "success" else {
      throw .prometheusFailed(answer["error"]?.stringValue ?? status)
    }
    guard let data = answer["data"], let kind = data["resultType"]?.stringValue,
      let result = data["result"]?.arrayValue
    else { throw .notPrometheus }
    guard kind == "matrix" else { throw .notMatrix(kind) }
    return result
  }

  private mutating func read(_ series: JSONValue) throws(TraceError) {
    for (index, sample) in (series["values"]?.arrayValue ?? []).enumerated() {
      guard let time = sample[0]?.doubleValue, time >= 0, time < 1e11,
        let text = sample[1]?.stringValue, let value = Double(text)
      else { throw .badSample(series: Self.name(of: series), index: index + 1) }
      let load = value.isFinite && value >= 0 ? value : nil
      if load == nil { rows.noteUnusable(line: index + 1, cell: text) }
      rows.rows.append(.init(time: time, load: load, others: [], line: index + 1))
    }
  }

  /// Adds the series up; one that has no sample at a time was not there then.
  private mutating func addUp() {
    let sorted = rows.rows.sorted { ($0.time, $0.line) < ($1.time, $1.line) }
    var sums: [TraceRows.Row] = []
    for row in sorted {
      guard let last = sums.last, last.time == row.time else {
        sums.append(row)
        continue
      }
      let load = last.load.map { $0 + (row.load ?? 0) } ?? row.load
      sums[sums.count - 1] = .init(time: row.time, load: load, others: [], line: last.line)
    }
    rows.rows = sums
  }

  /// `http_requests_total{pod="a"}`.
  private static func name(of series: JSONValue) -> String {
    guard let labels = series["metric"]?.objectValue else { return "{}" }
    let pairs = labels.members.filter { $0.key != "__name__" }
      .map { "\($0.key)=\"\($0.value.stringValue ?? "")\"" }
    return (labels["__name__"]?.stringValue ?? "") + "{\(pairs.joined(separator: ","))}"
  }
}
