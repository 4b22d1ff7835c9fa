extension JSONParser {
  mutating func number(in text: Span<UInt8>) throws(JSONSyntaxError) -> JSONValue {
    let start = position
    _ = take("-", in: text)
    let firstDigit = position
    guard skipDigits(in: text) > 0 else { throw error("expected a value", in: text) }
    if text[firstDigit] == UInt8(ascii: "0"), position - firstDigit > 1 {
      throw error("a number must not begin with 0", in: text)
    }
    if !isFraction(peek(text)) {
      if let whole = wholeNumber(in: text, from: firstDigit, isNegative: firstDigit > start) {
        return .integer(whole)
      }
    }
    try skipFractionAndExponent(in: text)
    let digits = try string(at: start..<position, isASCII: true, in: text)
    guard let value = Double(digits), value.isFinite else {
      throw error("the number is too large", in: text)
    }
    return .number(value)
  }

  private func isFraction(_ byte: UInt8?) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
  }

  private mutating func skipFractionAndExponent(in text: Span<UInt8>) throws(JSONSyntaxError) {
    if take(".", in: text) {
      guard skipDigits(in: text) > 0 else { throw error("expected a digit after '.'", in: text) }
    }
    if take("e", in: text) || take("E", in: text) {
      _ = take("+", in: text) || take("-", in: text)
      guard skipDigits(in: text) > 0 else {
        throw error("expected a digit in the exponent", in: text)
      }
    }
  }

  /// The digits up to the position; `nil` when they do not fit.
  private func wholeNumber(in text: Span<UInt8>, from start: Int, isNegative: Bool) -> Int64? {
    var value: Int64 = 0
    for index in start..<position {
      let digit = Int64(text[index] - 0x30)
      let (tenfold, overflows) = value.multipliedReportingOverflow(by: 10)
      let (next, overflowsToo) =
        isNegative
        ? tenfold.subtractingReportingOverflow(digit) : tenfold.addingReportingOverflow(digit)
      guard !overflows, !overflowsToo else { return nil }
      value = next
    }
    return value
  }

  private mutating func skipDigits(in text: Span<UInt8>) -> Int {
    let start = position
    while let byte = peek(text), (0x30...0x39).contains(byte) { position += 1 }
    return position - start
  }
}
