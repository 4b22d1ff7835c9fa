/// What is known of an expression before it runs.
struct CELChecked: Sendable {
  let type: CELType
  /// Characters, elements or members; `nil` when nothing is known, which costs as much as anything can.
  let size: CELCost?
  let cost: CELCost

  init(_ type: CELType, size: CELCost? = nil, cost: CELCost) {
    self.type = type
    self.size = size ?? type.size
    self.cost = cost
  }

  var sizeOrUnknown: CELCost { size ?? CELCost(0, .max) }
}

extension CELType {
  /// The size that the type alone tells.
  fileprivate var size: CELCost? {
    switch self {
    case .bool, .int, .uint, .double, .duration, .timestamp: CELCost(1)
    case .string(let maximum), .list(_, let maximum), .map(_, _, let maximum),
      .dynamic(let maximum):
      maximum.map { CELCost(0, $0) }
    case .object: .free
    case .optional(let value): value.size
    case .quantity, .opaque, .null, .type: nil
    }
  }
}
