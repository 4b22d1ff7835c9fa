/// The range of what an expression may cost, in the server's units (about 50 ns each); sums never overflow.
struct CELCost: Hashable, Sendable {
  var minimum: UInt64
  var maximum: UInt64

  static let free = CELCost(0)

  init(_ cost: UInt64) {
    self.init(cost, cost)
  }

  init(_ minimum: UInt64, _ maximum: UInt64) {
    self.minimum = minimum
    self.maximum = maximum
  }

  static func + (left: CELCost, right: CELCost) -> CELCost {
    CELCost(
      saturating(left.minimum.addingReportingOverflow(right.minimum)),
      saturating(left.maximum.addingReportingOverflow(right.maximum))
    )
  }

  static func * (left: CELCost, right: CELCost) -> CELCost {
    CELCost(
      saturating(left.minimum.multipliedReportingOverflow(by: right.minimum)),
      saturating(left.maximum.multipliedReportingOverflow(by: right.maximum))
    )
  }

  /// Rounded up.
  func times(_ factor: Double) -> CELCost {
    CELCost(Self.scaled(minimum, factor), Self.scaled(maximum, factor))
  }

  func union(_ other: CELCost) -> CELCost {
    CELCost(min(minimum, other.minimum), max(maximum, other.maximum))
  }

  static func saturating(_ result: (partialValue: UInt64, overflow: Bool)) -> UInt64 {
    result.overflow ? .max : result.partialValue
  }

  private static func scaled(_ value: UInt64, _ factor: Double) -> UInt64 {
    let product = (Double(value) * factor).rounded(.up)
    return product >= 0x1p64 ? .max : UInt64(product)
  }

  // The prices of cel-go; a definition that fits here must fit there.
  static let select = CELCost(1)
  static let call = CELCost(1)
  static let makeList = CELCost(10)
  static let makeMap = CELCost(30)
  /// Per character that is looked at.
  static let traversal = 0.1
  /// Per character of a regular expression.
  static let regex = 0.25
}
