extension CELFunction {
  static func list(_ name: String, _ operands: [CELValue]) throws(CELError) -> CELValue? {
    guard let first = operands.first else { return nil }
    if name == "size", let entries = first.entries { return .integer(Int64(entries.count)) }
    guard let elements = first.elements else { return nil }
    switch name {
    case "size": return .integer(Int64(elements.count))
    case "_+_": return operands[1].elements.map { .list(elements + $0) }
    case "indexOf":
      return .integer(Int64(elements.firstIndex { $0.isEqual(to: operands[1]) } ?? -1))
    case "lastIndexOf":
      return .integer(Int64(elements.lastIndex { $0.isEqual(to: operands[1]) } ?? -1))
    case "isSorted":
      return .bool(
        zip(elements, elements.dropFirst()).allSatisfy { ($0.compared(to: $1) ?? 1) <= 0 }
      )
    case "min": return try extreme(elements, sign: -1, name)
    case "max": return try extreme(elements, sign: 1, name)
    case "sum": return try sum(elements)
    case "join": return try joined(elements, operands)
    default: return nil
    }
  }

  private static func extreme(
    _ elements: [CELValue],
    sign: Int,
    _ name: String
  ) throws(CELError) -> CELValue {
    guard var best = elements.first else { throw .invalid("\(name) called on empty list") }
    for element in elements.dropFirst() {
      guard let order = element.compared(to: best) else { throw .noSuchOverload(name) }
      if order * sign > 0 { best = element }
    }
    return best
  }

  private static func sum(_ elements: [CELValue]) throws(CELError) -> CELValue {
    guard var total = elements.first else { return .integer(0) }
    for element in elements.dropFirst() {
      guard let next = try arithmetic("_+_", [total, element]) else {
        throw .noSuchOverload("sum")
      }
      total = next
    }
    return total
  }

  private static func joined(
    _ elements: [CELValue],
    _ operands: [CELValue]
  ) throws(CELError) -> CELValue {
    let separator = operands.count > 1 ? operands[1].stringValue ?? "" : ""
    let texts = elements.compactMap(\.stringValue)
    guard texts.count == elements.count else { throw .noSuchOverload("join") }
    return .string(texts.joined(separator: separator))
  }
}
