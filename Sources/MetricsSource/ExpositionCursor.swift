/// Walks over one line of an exposition.
struct ExpositionCursor {
  /// Why the line cannot be read.
  struct Problem: Error {
    let sentence: String

    init(_ sentence: String) {
      self.sentence = sentence
    }
  }

  private let bytes: [UInt8]
  private var next: Int
  private let end: Int

  /// The line `range` of a larger text; indexes instead of slices, because a slice per step costs half the time.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    next = range.lowerBound
    let endsInReturn = !range.isEmpty && bytes[range.upperBound - 1] == .carriageReturn
    end = endsInReturn ? range.upperBound - 1 : range.upperBound
  }

  var peek: UInt8? { next < end ? bytes[next] : nil }

  mutating func skip(_ byte: UInt8) {
    if peek == byte { next += 1 }
  }

  mutating func skipBlanks() {
    while next < end, bytes[next] == .space || bytes[next] == .tab { next += 1 }
  }

  /// Everything up to the next blank.
  mutating func word() -> ArraySlice<UInt8> {
    let start = next
    while next < end, bytes[next] != .space, bytes[next] != .tab { next += 1 }
    return bytes[start..<next]
  }

  /// A metric name, which a blank or an opening brace must follow.
  mutating func metricName() throws(Problem) -> ArraySlice<UInt8> {
    let name = name()
    guard let first = name.first, !first.isDigit else {
      throw Problem("a metric name begins with a letter, '_' or ':', not with \(shown(peek))")
    }
    guard let follower = peek else {
      throw Problem("the metric \(text(name)) has no value")
    }
    guard follower == .space || follower == .tab || follower == .openBrace else {
      throw Problem("the metric name \(text(name)) is followed by \(shown(follower))")
    }
    return name
  }

  /// `{a="b",c="d"}` with blanks and a last comma allowed; nothing at all is no labels.
  mutating func labels(upTo limit: Int) throws(Problem) -> [ExpositionSample.Label] {
    skipBlanks()
    guard peek == .openBrace else { return [] }
    next += 1
    var labels: [ExpositionSample.Label] = []
    skipBlanks()
    while peek != .closeBrace {
      guard labels.count < limit else { throw Problem("more than \(limit) labels") }
      labels.append(try label())
      skipBlanks()
      guard peek == .comma || peek == .closeBrace else {
        throw Problem("a label is followed by \(shown(peek)) instead of ',' or '}'")
      }
      skip(.comma)
      skipBlanks()
    }
    skip(.closeBrace)
    return labels
  }

  /// A number, `NaN`, `+Inf` or `-Inf`.
  mutating func value() throws(Problem) -> Double {
    skipBlanks()
    let word = word()
    guard !word.isEmpty else { throw Problem("the sample has no value") }
    if let value = Double(plainDigits: word) { return value }
    guard let value = Double(expositionValue: text(word)) else {
      throw Problem("\"\(text(word.prefix(40)))\" is not a number")
    }
    return value
  }

  /// What may follow a value: a timestamp, then `# {…} …`; neither is kept.
  mutating func timestampAndExemplar() throws(Problem) {
    skipBlanks()
    guard let first = peek, first != .hash else { return }
    let stamp = text(word())
    guard Double(expositionValue: stamp) != nil else {
      throw Problem("\"\(stamp.prefix(40))\" is not a timestamp")
    }
    skipBlanks()
    guard peek == nil || peek == .hash else {
      throw Problem("\(shown(peek)) after the timestamp")
    }
  }

  private mutating func label() throws(Problem) -> ExpositionSample.Label {
    let name = name()
    guard let first = name.first, !first.isDigit else {
      throw Problem("a label name begins with a letter or '_', not with \(shown(peek))")
    }
    skipBlanks()
    guard peek == .equals else {
      throw Problem("the label \(text(name)) is followed by \(shown(peek)) instead of '='")
    }
    next += 1
    skipBlanks()
    return ExpositionSample.Label(text(name), try quoted(label: name))
  }

  /// A quoted value with `\\`, `\"` and `\n` undone; other escapes stay as they are, as in Prometheus.
  private mutating func quoted(label: ArraySlice<UInt8>) throws(Problem) -> String {
    guard peek == .quote else {
      throw Problem("the value of the label \(text(label)) is not quoted")
    }
    next += 1
    let start = next
    while next < end, bytes[next] != .quote, bytes[next] != .backslash { next += 1 }
    if peek == .backslash { return try unescaped(from: start, label: label) }
    guard peek == .quote else { throw unclosed(label) }
    next += 1
    return text(bytes[start..<(next - 1)])
  }

  private mutating func unescaped(
    from start: Int,
    label: ArraySlice<UInt8>
  ) throws(Problem) -> String {
    var value = Array(bytes[start..<next])
    while let byte = peek {
      next += 1
      switch byte {
      case .quote: return text(value[...])
      case .backslash: value += escape()
      default: value.append(byte)
      }
    }
    throw unclosed(label)
  }

  private mutating func escape() -> [UInt8] {
    guard let byte = peek else { return [.backslash] }
    next += 1
    return switch byte {
    case UInt8(ascii: "n"): [.newline]
    case .quote, .backslash: [byte]
    default: [.backslash, byte]
    }
  }

  private func unclosed(_ label: ArraySlice<UInt8>) -> Problem {
    Problem("the value of the label \(text(label)) has no closing quote")
  }

  private mutating func name() -> ArraySlice<UInt8> {
    let start = next
    while next < end, bytes[next].isNameByte { next += 1 }
    return bytes[start..<next]
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  private func shown(_ byte: UInt8?) -> String {
    guard let byte else { return "the end of the line" }
    guard (0x21...0x7E).contains(byte) else { return "byte \(byte)" }
    return "'\(Character(UnicodeScalar(byte)))'"
  }
}
