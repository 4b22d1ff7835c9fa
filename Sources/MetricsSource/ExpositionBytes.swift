/// The bytes that have a meaning in Prometheus text format.
extension UInt8 {
  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let hash = UInt8(ascii: "#")
  static let comma = UInt8(ascii: ",")
  static let dot = UInt8(ascii: ".")
  static let equals = UInt8(ascii: "=")
  static let backslash = UInt8(ascii: "\\")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")

  var isDigit: Bool { (0x30...0x39).contains(self) }

  /// Letters, digits, `_` and `:`.
  var isNameByte: Bool {
    isDigit || (0x61...0x7A).contains(self) || (0x41...0x5A).contains(self) || self == 0x5F
      || self == 0x3A
  }
}

extension Double {
  /// `1024` and `1024.5` without a detour through text: most values of an exposition are such; `nil` for any other spelling.
  ///
  /// Up to 15 digits fit a Double exactly and so do powers of ten up to 22, so that one division rounds as `Double(_:)` does.
  init?(plainDigits bytes: ArraySlice<UInt8>) {
    guard (1...15).contains(bytes.count), bytes.first?.isDigit == true else { return nil }
    var digits: Int64 = 0
    var scale = 0.0
    for byte in bytes {
      if byte == .dot, scale == 0 {
        scale = 1
      } else if byte.isDigit {
        digits = digits * 10 + Int64(byte - 0x30)
        scale *= 10
      } else {
        return nil
      }
    }
    self = scale > 1 ? Double(digits) / scale : Double(digits)
  }

  /// A number as Prometheus writes it; `nil` for anything else, also for the other spellings that `Double(_:)` takes.
  init?(expositionValue text: some StringProtocol) {
    switch text {
    case "NaN": self = .nan
    case "+Inf", "Inf": self = .infinity
    case "-Inf": self = -.infinity
    default:
      guard text.utf8.allSatisfy(\.isNumberByte), let value = Double(text) else { return nil }
      self = value
    }
  }
}

extension UInt8 {
  fileprivate var isNumberByte: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}
