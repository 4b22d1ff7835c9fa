/// Blanks out what is not code: comments and the text of string literals; code inside interpolations stays.
///
/// Line breaks stay too, so that lines keep their numbers.
struct CodeMask {
  private let input: [UInt8]
  private var output: [UInt8]
  private var position = 0

  init(_ text: String) {
    input = Array(text.utf8)
    output = input
  }

  mutating func masked() -> String {
    position = 0
    maskCode(insideInterpolation: false)
    return String(decoding: output, as: UTF8.self)
  }

  /// Goes on to the end, or to the parenthesis that closes an interpolation.
  private mutating func maskCode(insideInterpolation: Bool) {
    var depth = 0
    while position < input.count {
      if !isTurningPoint(input[position]) {
        position += 1
      } else if sees("//") {
        blankLine()
      } else if sees("/*") {
        blankComment()
      } else if let hashes = hashesBeforeQuote {
        position += hashes
        maskString(hashes: hashes)
      } else if sees(")"), insideInterpolation, depth == 0 {
        return
      } else {
        if sees("(") { depth += 1 }
        if sees(")") { depth -= 1 }
        position += 1
      }
    }
  }

  private mutating func maskString(hashes: Int) {
    let fence = String(repeating: "#", count: hashes)
    let quotes = sees("\"\"\"") ? "\"\"\"" : "\""
    position += quotes.utf8.count
    while position < input.count, !sees(quotes + fence) {
      if sees("\\" + fence + "(") {
        position += hashes + 2
        maskCode(insideInterpolation: true)
        position += 1
      } else if sees("\\" + fence) {
        for _ in 0..<(hashes + 2) { blank() }
      } else {
        blank()
      }
    }
    position += quotes.utf8.count + hashes
  }

  private mutating func blankLine() {
    while position < input.count, input[position] != UInt8(ascii: "\n") { blank() }
  }

  private mutating func blankComment() {
    var depth = 0
    repeat {
      if sees("/*") { depth += 1 }
      if sees("*/") { depth -= 1 }
      blank()
      blank()
      while position < input.count, !sees("/*"), !sees("*/") { blank() }
    } while position < input.count && depth > (sees("*/") ? 1 : 0)
    blank()
    blank()
  }

  private mutating func blank() {
    guard position < input.count else { return }
    if input[position] != UInt8(ascii: "\n") { output[position] = UInt8(ascii: " ") }
    position += 1
  }

  /// How many `#` stand here before a quote; `nil` where no string begins.
  private var hashesBeforeQuote: Int? {
    guard input[position] == UInt8(ascii: "#") || input[position] == UInt8(ascii: "\"") else {
      return nil
    }
    let hashes = input[position...].prefix { $0 == UInt8(ascii: "#") }.count
    let quote = position + hashes
    return quote < input.count && input[quote] == UInt8(ascii: "\"") ? hashes : nil
  }

  /// Whether a comment, a string or a parenthesis may begin or end here; most bytes are passed by this alone.
  private func isTurningPoint(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x23, 0x28, 0x29, 0x2F: true
    default: false
    }
  }

  private func sees(_ word: String) -> Bool {
    var index = position
    for byte in word.utf8 {
      guard index < input.count, input[index] == byte else { return false }
      index += 1
    }
    return true
  }
}
