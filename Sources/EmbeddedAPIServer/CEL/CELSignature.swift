/// One overload of a function: what it may be called on and with, and what comes back.
struct CELSignature: Sendable {
  let target: CELKind?
  let arguments: [CELKind]
  let result: CELType

  init(on target: CELKind? = nil, _ arguments: [CELKind] = [], returns result: CELType) {
    self.target = target
    self.arguments = arguments
    self.result = result
  }

  func accepts(target: CELType?, arguments: [CELType]) -> Bool {
    guard (self.target == nil) == (target == nil), self.arguments.count == arguments.count else {
      return false
    }
    if let kind = self.target, let target, !kind.accepts(target) { return false }
    return zip(self.arguments, arguments).allSatisfy { $0.accepts($1) }
  }

  /// All overloads of a function, from whichever library; `nil` for no function at all.
  static func named(_ name: String) -> [CELSignature]? {
    switch name {
    case "isGreaterThan", "isLessThan": (overloads[name] ?? []) + versionOrder
    case "compareTo": (overloads[name] ?? []) + versionComparison
    case "string": (overloads[name] ?? []) + opaqueTexts
    case "getHours", "getMinutes", "getSeconds", "getMilliseconds":
      (overloads[name] ?? []) + (libraries["getDate"] ?? [])
    default: overloads[name] ?? libraries[name]
    }
  }

  /// Every function and operator whose result does not depend on its arguments' element types.
  static let overloads: [String: [CELSignature]] = [
    "!_": [.init([.bool], returns: .bool)],
    "_&&_": [.init([.bool, .bool], returns: .bool)],
    "_||_": [.init([.bool, .bool], returns: .bool)],
    "_<_": ordering, "_<=_": ordering, "_>_": ordering, "_>=_": ordering,
    "-_": [.init([.int], returns: .int), .init([.double], returns: .double)],
    "_-_": numeric + [
      .init([.duration, .duration], returns: .duration),
      .init([.timestamp, .duration], returns: .timestamp),
      .init([.timestamp, .timestamp], returns: .duration),
    ],
    "_*_": numeric, "_/_": numeric,
    "_%_": [.init([.int, .int], returns: .int), .init([.uint, .uint], returns: .uint)],
    "size": sizes + sizes.map { .init(on: $0.arguments[0], returns: .int) },
    "startsWith": [.init(on: .string, [.string], returns: .bool)],
    "endsWith": [.init(on: .string, [.string], returns: .bool)],
    "contains": [.init(on: .string, [.string], returns: .bool)],
    "matches": [.init(on: .string, [.string], returns: .bool)],
    "find": [.init(on: .string, [.string], returns: .text)],
    "lowerAscii": [.init(on: .string, returns: .text)],
    "upperAscii": [.init(on: .string, returns: .text)],
    "trim": [.init(on: .string, returns: .text)],
    "charAt": [.init(on: .string, [.int], returns: .text)],
    "replace": [
      .init(on: .string, [.string, .string], returns: .text),
      .init(on: .string, [.string, .string, .int], returns: .text),
    ],
    "substring": [
      .init(on: .string, [.int], returns: .text), .init(on: .string, [.int, .int], returns: .text),
    ],
    "split": [
      .init(on: .string, [.string], returns: .list(.text, maximum: nil)),
      .init(on: .string, [.string, .int], returns: .list(.text, maximum: nil)),
    ],
    "join": [.init(on: .list, returns: .text), .init(on: .list, [.string], returns: .text)],
    "format": [.init(on: .string, [.list], returns: .text)],
    "indexOf": indexes, "lastIndexOf": indexes,
    "isSorted": [.init(on: .list, returns: .bool)],
    "string": ([.bool, .int, .uint, .double, .string, .duration, .timestamp] as [CELKind]).map {
      .init([$0], returns: .text)
    },
    "int": conversions(to: .int), "uint": conversions(to: .uint),
    "double": conversions(to: .double),
    "bool": [.init([.bool], returns: .bool), .init([.string], returns: .bool)],
    "duration": [
      .init([.string], returns: .duration), .init([.duration], returns: .duration),
    ],
    "timestamp": [
      .init([.string], returns: .timestamp), .init([.timestamp], returns: .timestamp),
    ],
    "getHours": durationParts, "getMinutes": durationParts, "getSeconds": durationParts,
    "getMilliseconds": durationParts,
    "type": [.init([.any], returns: .type)],
    "quantity": [.init([.string], returns: .quantity)],
    "isQuantity": [.init([.string], returns: .bool)],
    "isGreaterThan": [.init(on: .quantity, [.quantity], returns: .bool)],
    "isLessThan": [.init(on: .quantity, [.quantity], returns: .bool)],
    "compareTo": [.init(on: .quantity, [.quantity], returns: .int)],
    "sign": [.init(on: .quantity, returns: .int)],
    "asInteger": [.init(on: .quantity, returns: .int)],
    "isInteger": [.init(on: .quantity, returns: .bool)],
    "asApproximateFloat": [.init(on: .quantity, returns: .double)],
    "add": quantityArithmetic, "sub": quantityArithmetic,
  ]

  private static let numberKinds: [CELKind] = [.int, .uint, .double]

  private static let numeric: [CELSignature] = [
    .init([.int, .int], returns: .int), .init([.uint, .uint], returns: .uint),
    .init([.double, .double], returns: .double),
  ]

  /// Numbers are ordered across their types, everything else only among itself.
  private static let ordering: [CELSignature] =
    numberKinds.flatMap { left in
      numberKinds.map { CELSignature([left, $0], returns: .bool) }
    }
    + ([.string, .bool, .duration, .timestamp] as [CELKind]).map {
      CELSignature([$0, $0], returns: .bool)
    }

  private static let sizes: [CELSignature] = ([.string, .list, .map] as [CELKind]).map {
    CELSignature([$0], returns: .int)
  }

  private static let indexes: [CELSignature] = [
    .init(on: .string, [.string], returns: .int),
    .init(on: .string, [.string, .int], returns: .int), .init(on: .list, [.any], returns: .int),
  ]

  private static let durationParts: [CELSignature] = [.init(on: .duration, returns: .int)]

  private static let quantityArithmetic: [CELSignature] = [
    .init(on: .quantity, [.quantity], returns: .quantity),
    .init(on: .quantity, [.int], returns: .quantity),
  ]

  private static func conversions(to result: CELType) -> [CELSignature] {
    ([.int, .uint, .double, .string] as [CELKind]).map { CELSignature([$0], returns: result) }
  }
}
