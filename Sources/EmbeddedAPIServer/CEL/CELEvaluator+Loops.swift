extension CELEvaluator {
  /// What a loop binds in one turn: an element, a key, or both of a pair.
  private typealias Turn = (first: CELValue, second: CELValue)

  mutating func comprehension(
    _ macro: CELExpression.Macro,
    over range: CELValue,
    _ loop: CELExpression.Comprehension
  ) throws(CELError) -> CELValue {
    if case .optional(let value) = range {
      return try mapped(value, loop, isFlat: macro == .optFlatMap)
    }
    let turns = try turns(over: range, hasPairs: loop.second != nil)
    variables.append((loop.variable, .null))
    if let second = loop.second { variables.append((second, .null)) }
    defer { variables.removeLast(loop.second == nil ? 1 : 2) }
    switch macro {
    case .all: return .bool(try decide(turns, loop, stopAt: false))
    case .exists: return .bool(try decide(turns, loop, stopAt: true))
    case .existsOne, .existsOnePair: return .bool(try passing(turns, loop).count == 1)
    case .filter: return .list(try passing(turns, loop))
    case .map, .transformList: return .list(try results(turns, loop).map(\.value))
    case .transformMap: return .map(try results(turns, loop))
    case .transformMapEntry: return .map(try mergedEntries(turns, loop))
    case .optMap, .optFlatMap: throw .noSuchOverload("comprehension")
    }
  }

  private func turns(over range: CELValue, hasPairs: Bool) throws(CELError) -> [Turn] {
    if let elements = range.elements {
      return elements.enumerated().map { index, element in
        hasPairs ? (.integer(Int64(index)), element) : (element, .null)
      }
    }
    guard let entries = range.entries else { throw .noSuchOverload("comprehension") }
    return entries.map { ($0.key, $0.value) }
  }

  /// Like `&&` or `||` over all turns: an error counts only when no turn decides.
  private mutating func decide(
    _ turns: [Turn],
    _ loop: CELExpression.Comprehension,
    stopAt decisive: Bool
  ) throws(CELError) -> Bool {
    var firstError: CELError?
    for turn in turns {
      bind(turn, of: loop)
      try spend(3)
      switch try outcome(loop.body) {
      case .success(decisive): return decisive
      case .success: break
      case .failure(let error): firstError = firstError ?? error
      }
    }
    if let firstError { throw firstError }
    return !decisive
  }

  private mutating func passing(
    _ turns: [Turn],
    _ loop: CELExpression.Comprehension
  ) throws(CELError) -> [CELValue] {
    var passing: [CELValue] = []
    for turn in turns {
      bind(turn, of: loop)
      try spend(3)
      if try condition(loop.body) { passing.append(turn.first) }
    }
    return passing
  }

  private mutating func results(
    _ turns: [Turn],
    _ loop: CELExpression.Comprehension
  ) throws(CELError) -> [CELMapEntry] {
    var results: [CELMapEntry] = []
    for turn in turns {
      bind(turn, of: loop)
      try spend(12)
      if let filter = loop.filter, try !condition(filter) { continue }
      results.append(CELMapEntry(key: turn.first, value: try evaluate(loop.body)))
    }
    return results
  }

  private mutating func mergedEntries(
    _ turns: [Turn],
    _ loop: CELExpression.Comprehension
  ) throws(CELError) -> [CELMapEntry] {
    var merged: [CELMapEntry] = []
    for result in try results(turns, loop) {
      for entry in result.value.entries ?? [] {
        guard !merged.contains(where: { $0.key.isEqual(to: entry.key) }) else {
          throw .invalid("insert failed: key '\(CELFormat.plain(entry.key))' already exists")
        }
        merged.append(entry)
      }
    }
    return merged
  }

  /// `optMap` and `optFlatMap`: nothing stays nothing.
  private mutating func mapped(
    _ value: CELValue?,
    _ loop: CELExpression.Comprehension,
    isFlat: Bool
  ) throws(CELError) -> CELValue {
    guard let value else { return .optional(nil) }
    variables.append((loop.variable, value))
    defer { variables.removeLast() }
    let result = try evaluate(loop.body)
    return isFlat ? result : .optional(result)
  }

  private mutating func bind(_ turn: Turn, of loop: CELExpression.Comprehension) {
    guard loop.second != nil else {
      variables[variables.count - 1].value = turn.first
      return
    }
    variables[variables.count - 2].value = turn.first
    variables[variables.count - 1].value = turn.second
  }
}
