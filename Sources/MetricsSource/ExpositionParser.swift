/// Reads Prometheus text format 0.0.4 and OpenMetrics text piece by piece, keeping only the wanted names.
///
/// Every line must begin like a metric or a comment, so that an HTML error page is refused at its first byte; the rest of a line is
/// looked at only when its name is wanted. Timestamps and exemplars are checked for shape or skipped, and what follows `# EOF` is
/// ignored.
package struct ExpositionParser: Sendable {
  private let wanted: [[UInt8]]
  private let limits: ExpositionLimits
  private var result = Exposition()
  private var unfinished: [UInt8] = []
  private var line = 0
  private var ended = false

  package init(wanted: [String], limits: ExpositionLimits = .pod) {
    self.wanted = wanted.map { Array($0.utf8) }
    self.limits = limits
  }

  /// Takes the next bytes; lines may be cut anywhere.
  package mutating func feed(_ piece: [UInt8]) throws(ExpositionError) {
    var start = 0
    while !ended, let newline = piece[start...].firstIndex(of: .newline) {
      try take(piece, start..<newline)
      start = newline + 1
    }
    guard !ended else { return }
    unfinished += piece[start...]
    try checkLength(unfinished.count, line: line + 1)
  }

  /// What was kept, once all bytes were fed; a last line without newline counts.
  package mutating func finish() throws(ExpositionError) -> Exposition {
    if !ended, !unfinished.isEmpty { try take([], 0..<0) }
    return result
  }

  /// One whole body at once.
  package static func parse(
    _ bytes: [UInt8],
    wanted: [String],
    limits: ExpositionLimits = .pod
  ) throws(ExpositionError) -> Exposition {
    var parser = ExpositionParser(wanted: wanted, limits: limits)
    try parser.feed(bytes)
    return try parser.finish()
  }

  private mutating func take(_ piece: [UInt8], _ range: Range<Int>) throws(ExpositionError) {
    line += 1
    try checkLength(unfinished.count + range.count, line: line)
    guard !unfinished.isEmpty else { return try read(piece, range) }
    let whole = unfinished + piece[range]
    unfinished.removeAll(keepingCapacity: true)
    try read(whole, whole.indices)
  }

  private func checkLength(_ count: Int, line: Int) throws(ExpositionError) {
    guard count <= limits.lineBytes else {
      throw ExpositionError(line: line, problem: "longer than \(limits.lineBytes) bytes")
    }
  }

  private mutating func read(_ bytes: [UInt8], _ range: Range<Int>) throws(ExpositionError) {
    var cursor = ExpositionCursor(bytes, in: range)
    cursor.skipBlanks()
    do throws(ExpositionCursor.Problem) {
      switch cursor.peek {
      case nil: return
      case .hash: readComment(&cursor)
      default: try readSample(&cursor)
      }
    } catch {
      throw ExpositionError(line: line, problem: error.sentence)
    }
  }

  /// `# TYPE name kind` announces a family, `# EOF` ends the text; other comments say nothing to us.
  private mutating func readComment(_ cursor: inout ExpositionCursor) {
    cursor.skip(.hash)
    cursor.skipBlanks()
    let keyword = cursor.word()
    if keyword.elementsEqual("EOF".utf8) { ended = true }
    guard keyword.elementsEqual("TYPE".utf8) else { return }
    cursor.skipBlanks()
    let family = cursor.word()
    for name in wanted where name.belongs(to: family) {
      result.declared.insert(String(decoding: name, as: UTF8.self))
    }
  }

  private mutating func readSample(
    _ cursor: inout ExpositionCursor
  ) throws(ExpositionCursor.Problem) {
    let name = try cursor.metricName()
    guard wanted.contains(where: { $0.count == name.count && $0.elementsEqual(name) }) else {
      return
    }
    let labels = try cursor.labels(upTo: limits.labels)
    let value = try cursor.value()
    try cursor.timestampAndExemplar()
    guard result.samples.count < limits.samples else {
      throw ExpositionCursor.Problem("more than \(limits.samples) samples of the wanted metrics")
    }
    result.samples.append(
      ExpositionSample(String(decoding: name, as: UTF8.self), labels, value)
    )
  }
}

extension [UInt8] {
  /// Whether a series of this name is announced by `# TYPE family`; the suffixes are those of counters and histograms.
  fileprivate func belongs(to family: ArraySlice<UInt8>) -> Bool {
    guard starts(with: family) else { return false }
    let suffix = String(decoding: dropFirst(family.count), as: UTF8.self)
    return ["", "_total", "_bucket", "_sum", "_count"].contains(suffix)
  }
}
