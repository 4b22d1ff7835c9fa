/// What Go's `encoding/json` says about a text that is no JSON: the API server's messages quote it.
struct GoJSONProblem {
  private let bytes: [UInt8]
  private var position = 0

  /// The sentence for a text that our reader refused; what only exceeds our depth is told as Go tells its own limit.
  static func sentence(for bytes: [UInt8]) -> String {
    var scanner = GoJSONProblem(bytes: bytes)
    do {
      try scanner.document()
      return "exceeded max depth"
    } catch {
      return error.text
    }
  }

  private struct Finding: Error {
    let text: String
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Walks without recursion: the text may be nested more deeply than the stack allows.
  private mutating func document() throws(Finding) {
    var containers: [UInt8] = []
    repeat {
      try value(opening: &containers)
      try close(&containers)
    } while !containers.isEmpty
    skipWhitespace()
    if position < bytes.count { throw invalid("after top-level value") }
  }

  /// Reads a scalar, or enters containers up to the first scalar or empty container.
  private mutating func value(opening containers: inout [UInt8]) throws(Finding) {
    while true {
      skipWhitespace()
      switch try current() {
      case UInt8(ascii: "{"):
        position += 1
        skipWhitespace()
        if try current() == UInt8(ascii: "}") {
          position += 1
          return
        }
        containers.append(UInt8(ascii: "}"))
        try key()
      case UInt8(ascii: "["):
        position += 1
        skipWhitespace()
        if try current() == UInt8(ascii: "]") {
          position += 1
          return
        }
        containers.append(UInt8(ascii: "]"))
      default: return try scalar()
      }
    }
  }

  /// After a value: leaves the containers that end here, up to the next value.
  private mutating func close(_ containers: inout [UInt8]) throws(Finding) {
    while let end = containers.last {
      skipWhitespace()
      let byte = try current()
      if byte == end {
        position += 1
        containers.removeLast()
        continue
      }
      let isObject = end == UInt8(ascii: "}")
      guard byte == UInt8(ascii: ",") else {
        throw invalid(isObject ? "after object key:value pair" : "after array element")
      }
      position += 1
      if isObject { try key() }
      return
    }
  }

  private mutating func key() throws(Finding) {
    skipWhitespace()
    guard try current() == UInt8(ascii: "\"") else {
      throw invalid("looking for beginning of object key string")
    }
    try string()
    skipWhitespace()
    guard try current() == UInt8(ascii: ":") else { throw invalid("after object key") }
    position += 1
  }
}

extension GoJSONProblem {
  private mutating func scalar() throws(Finding) {
    switch try current() {
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case UInt8(ascii: "n"): try literal("null")
    case UInt8(ascii: "-"), 0x30...0x39: try number()
    default: throw invalid("looking for beginning of value")
    }
  }

  private mutating func literal(_ word: String) throws(Finding) {
    for byte in word.utf8 {
      guard try current() == byte else {
        throw invalid("in literal \(word) (expecting '\(Character(Unicode.Scalar(byte)))')")
      }
      position += 1
    }
  }

  private mutating func string() throws(Finding) {
    position += 1
    while true {
      switch try current() {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"):
        position += 1
        try escape()
      case ..<0x20: throw invalid("in string literal")
      default: position += 1
      }
    }
  }

  private mutating func escape() throws(Finding) {
    let byte = try current()
    guard "\"\\/bfnrtu".utf8.contains(byte) else { throw invalid("in string escape code") }
    position += 1
    guard byte == UInt8(ascii: "u") else { return }
    for _ in 0..<4 {
      guard Character(Unicode.Scalar(try current())).isHexDigit else {
        throw invalid("in \\u hexadecimal character escape")
      }
      position += 1
    }
  }

  private mutating func number() throws(Finding) {
    if try current() == UInt8(ascii: "-") { position += 1 }
    let startsWithZero = try current() == UInt8(ascii: "0")
    try digits(orElse: "in numeric literal", limit: startsWithZero ? 1 : .max)
    if take(".") { try digits(orElse: "after decimal point in numeric literal") }
    guard take("e") || take("E") else { return }
    if !take("+") { _ = take("-") }
    try digits(orElse: "in exponent of numeric literal")
  }

  private mutating func digits(orElse context: String, limit: Int = .max) throws(Finding) {
    guard (0x30...0x39).contains(try current()) else { throw invalid(context) }
    var count = 0
    while count < limit, position < bytes.count, (0x30...0x39).contains(bytes[position]) {
      position += 1
      count += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }

  private func current() throws(Finding) -> UInt8 {
    guard position < bytes.count else { throw Finding(text: "unexpected end of JSON input") }
    return bytes[position]
  }

  private mutating func skipWhitespace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private func invalid(_ context: String) -> Finding {
    let scalar = Unicode.Scalar(bytes[position])
    let shown: String
    switch scalar {
    case "'": shown = "'\\''"
    case "\"": shown = "'\"'"
    default: shown = "'\(GoText.quoted(String(Character(scalar))).dropFirst().dropLast())'"
    }
    return Finding(text: "invalid character \(shown) \(context)")
  }
}
