import JSON

extension JSONValue {
  /// Where two documents part, with both values; `nil` when they are equal.
  func firstDifference(from other: JSONValue, at path: String = "") -> String? {
    guard self != other else { return nil }
    if let own = objectValue, let others = other.objectValue {
      let names = Set((own.map(\.key)) + others.map(\.key)).sorted()
      for name in names where own[name] != others[name] {
        return (own[name] ?? .null).firstDifference(
          from: others[name] ?? .null,
          at: "\(path)/\(name)"
        )
      }
    }
    if let own = arrayValue, let others = other.arrayValue, own.count == others.count {
      for (index, pair) in zip(own, others).enumerated() where pair.0 != pair.1 {
        return pair.0.firstDifference(from: pair.1, at: "\(path)/\(index)")
      }
    }
    return "\(path): \(jsonText) instead of \(other.jsonText)"
  }
}
