/// One node of a CEL expression, with the place in the source where the server would point.
final class CELExpression: Sendable {
  /// What a comprehension computes from the elements of its range.
  enum Macro: String, Sendable {
    case all, exists, existsOne = "exists_one", map, filter
    /// Of two variables: an index or a key, and what stands there.
    case existsOnePair = "existsOne", transformList, transformMap, transformMapEntry
    /// Over an optional, as if it were a list of at most one.
    case optMap, optFlatMap
  }

  enum Shape: Sendable {
    case literal(CELValue)
    case identifier(String)
    case select(CELExpression, field: String)
    /// `e.?field`
    case optionalSelect(CELExpression, field: String)
    /// `has(e.field)`
    case presence(CELExpression, field: String)
    case list([CELExpression])
    case map([(key: CELExpression, value: CELExpression)])
    /// Operators are functions too, named as the server names them: `_+_`, `_[_]`, `@in`.
    case call(String, target: CELExpression?, arguments: [CELExpression])
    case comprehension(Macro, Comprehension)
  }

  /// `range.all(variable, body)`; `map` with three arguments has a filter.
  struct Comprehension: Sendable {
    let range: CELExpression
    let variable: String
    /// The value beside the index or key; `nil` in a loop of one variable.
    let second: String?
    let filter: CELExpression?
    let body: CELExpression
  }

  let shape: Shape
  /// Offset in the source, in Unicode scalars.
  let offset: Int
  /// How many nodes lie on the longest way down, this one included: whoever walks the tree needs as many frames.
  let height: Int

  init(_ shape: Shape, at offset: Int) {
    self.shape = shape
    self.offset = offset
    height = 1 + (shape.parts.lazy.map(\.height).max() ?? 0)
  }
}

extension CELExpression.Shape {
  fileprivate var parts: [CELExpression] {
    switch self {
    case .literal, .identifier: []
    case .select(let base, _), .optionalSelect(let base, _), .presence(let base, _): [base]
    case .list(let elements): elements
    case .map(let entries): entries.flatMap { [$0.key, $0.value] }
    case .call(_, let target, let arguments): [target].compactMap(\.self) + arguments
    case .comprehension(_, let parts): [parts.range, parts.filter, parts.body].compactMap(\.self)
    }
  }
}
