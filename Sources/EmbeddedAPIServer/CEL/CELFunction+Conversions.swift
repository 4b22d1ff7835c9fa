import APIMachinery
import Time

extension CELFunction {
  static func conversion(_ name: String, _ operands: [CELValue]) throws(CELError) -> CELValue? {
    guard operands.count == 1 else { return nil }
    let value = operands[0]
    switch name {
    case "dyn": return value
    case "type": return .type(value.typeName)
    case "string": return .string(CELFormat.plain(value))
    case "int": return try integer(value)
    case "uint": return try unsigned(value)
    case "double": return try double(value)
    case "bool": return try bool(value)
    case "duration": return try duration(value)
    case "timestamp": return try timestamp(value)
    case "getHours": return part(value, of: 3_600_000_000_000)
    case "getMinutes": return part(value, of: 60_000_000_000)
    case "getSeconds": return part(value, of: 1_000_000_000)
    case "getMilliseconds": return part(value, of: 1_000_000)
    default: return nil
    }
  }

  private static func integer(_ value: CELValue) throws(CELError) -> CELValue? {
    switch value {
    case .integer: return value
    case .unsigned(let number):
      guard let whole = Int64(exactly: number) else { throw .integerOverflow }
      return .integer(whole)
    case .double(let number):
      guard let whole = Int64(exactly: number.rounded(.towardZero)) else { throw .integerOverflow }
      return .integer(whole)
    case .string(let text):
      guard let whole = Int64(text) else { throw unreadable(text, "int") }
      return .integer(whole)
    case .timestamp(let instant): return .integer(instant.epochSeconds)
    case .null, .bool, .duration, .quantity, .opaque, .list, .map, .array, .object, .optional,
      .type:
      return nil
    }
  }

  private static func unsigned(_ value: CELValue) throws(CELError) -> CELValue? {
    switch value {
    case .unsigned: return value
    case .integer(let number):
      guard let whole = UInt64(exactly: number) else { throw .invalid("unsigned integer overflow") }
      return .unsigned(whole)
    case .double(let number):
      guard let whole = UInt64(exactly: number.rounded(.towardZero)) else {
        throw .invalid("unsigned integer overflow")
      }
      return .unsigned(whole)
    case .string(let text):
      guard let whole = UInt64(text) else { throw unreadable(text, "uint") }
      return .unsigned(whole)
    case .null, .bool, .duration, .timestamp, .quantity, .opaque, .list, .map, .array, .object,
      .optional,
      .type:
      return nil
    }
  }

  private static func double(_ value: CELValue) throws(CELError) -> CELValue? {
    switch value {
    case .double: return value
    case .integer(let number): return .double(Double(number))
    case .unsigned(let number): return .double(Double(number))
    case .string(let text):
      guard let number = Double(text) else { throw unreadable(text, "double") }
      return .double(number)
    case .null, .bool, .duration, .timestamp, .quantity, .opaque, .list, .map, .array, .object,
      .optional,
      .type:
      return nil
    }
  }

  private static func bool(_ value: CELValue) throws(CELError) -> CELValue? {
    if case .bool = value { return value }
    guard case .string(let text) = value else { return nil }
    switch text {
    case "true", "True", "TRUE", "t", "1": return .bool(true)
    case "false", "False", "FALSE", "f", "0": return .bool(false)
    default: throw unreadable(text, "bool")
    }
  }

  private static func duration(_ value: CELValue) throws(CELError) -> CELValue? {
    if case .duration = value { return value }
    guard case .string(let text) = value else { return nil }
    guard let duration = CELDuration(parsing: text) else {
      throw .invalid("time: invalid duration \(GoText.quoted(text))")
    }
    return .duration(duration)
  }

  private static func timestamp(_ value: CELValue) throws(CELError) -> CELValue? {
    if case .timestamp = value { return value }
    guard case .string(let text) = value else { return nil }
    guard let instant = Timestamp(rfc3339: text) else { throw unreadable(text, "timestamp") }
    return .timestamp(instant)
  }

  private static func part(_ value: CELValue, of unit: Int64) -> CELValue? {
    guard case .duration(let duration) = value else { return nil }
    return .integer(duration.nanoseconds / unit)
  }

  private static func unreadable(_ text: String, _ type: String) -> CELError {
    .invalid("type conversion error from '\(text)' to '\(type)'")
  }
}

extension CELFunction {
  static func quantity(_ name: String, _ operands: [CELValue]) throws(CELError) -> CELValue? {
    switch (name, operands.first) {
    case ("quantity", .string(let text)?):
      guard let quantity = Quantity(text) else {
        throw .invalid(
          "quantities must match the regular expression "
            + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
        )
      }
      return .quantity(quantity)
    case ("isQuantity", .string(let text)?): return .bool(Quantity(text) != nil)
    case (_, .quantity(let quantity)?):
      return measured(name, quantity, operands.dropFirst().first)
    case (_, _): return nil
    }
  }

  private static func measured(
    _ name: String,
    _ quantity: Quantity,
    _ argument: CELValue?
  ) -> CELValue? {
    let billion: Int128 = 1_000_000_000
    switch (name, argument) {
    case ("isGreaterThan", .quantity(let other)?): return .bool(quantity > other)
    case ("isLessThan", .quantity(let other)?): return .bool(quantity < other)
    case ("compareTo", .quantity(let other)?):
      return .integer(quantity < other ? -1 : quantity > other ? 1 : 0)
    case ("add", .quantity(let other)?):
      return .quantity(Quantity(nanos: quantity.nanos + other.nanos))
    case ("sub", .quantity(let other)?):
      return .quantity(Quantity(nanos: quantity.nanos - other.nanos))
    case ("add", .integer(let whole)?):
      return .quantity(Quantity(nanos: quantity.nanos + Int128(whole) * billion))
    case ("sub", .integer(let whole)?):
      return .quantity(Quantity(nanos: quantity.nanos - Int128(whole) * billion))
    case ("sign", nil): return .integer(Int64(quantity.nanos.signum()))
    case ("isInteger", nil): return .bool(quantity.nanos % billion == 0)
    case ("asInteger", nil): return Int64(exactly: quantity.nanos / billion).map(CELValue.integer)
    case ("asApproximateFloat", nil): return .double(quantity.doubleValue)
    case (_, _): return nil
    }
  }

  static func optional(_ name: String, _ operands: [CELValue]) throws(CELError) -> CELValue? {
    guard case .optional(let value)? = operands.first else { return nil }
    switch name {
    case "hasValue": return .bool(value != nil)
    case "value":
      guard let value else { throw .invalid("optional.none() dereference") }
      return value
    case "orValue": return value ?? operands[1]
    case "or": return value == nil ? operands[1] : operands[0]
    default: return nil
    }
  }
}
