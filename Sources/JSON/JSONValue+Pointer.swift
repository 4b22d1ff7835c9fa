extension JSONValue {
  /// The value at an address; `nil` where there is none.
  package subscript(pointer: JSONPointer) -> JSONValue? {
    pointer.tokens.reduce(self as JSONValue?) { $0?.child($1) }
  }

  /// Puts a value at an address whose parent exists: replaces what is there, adds a member, or appends behind an array's end.
  ///
  /// Returns whether the parent exists and has such a place.
  package mutating func set(_ value: JSONValue, at pointer: JSONPointer) -> Bool {
    guard !pointer.tokens.isEmpty else {
      self = value
      return true
    }
    return changeParent(of: pointer.tokens[...]) { $0.setChild(value, $1) } ?? false
  }

  /// As `set`, but an element of an array moves back instead of being replaced: the `add` of RFC 6902.
  package mutating func insert(_ value: JSONValue, at pointer: JSONPointer) -> Bool {
    guard !pointer.tokens.isEmpty else {
      self = value
      return true
    }
    return changeParent(of: pointer.tokens[...]) { $0.insertChild(value, $1) } ?? false
  }

  /// Takes the value at an address out; `nil` where there is none, or for the whole document.
  package mutating func remove(at pointer: JSONPointer) -> JSONValue? {
    changeParent(of: pointer.tokens[...]) { $0.removeChild($1) } ?? nil
  }

  private mutating func changeParent<Result>(
    of tokens: ArraySlice<String>,
    _ change: (inout JSONValue, String) -> Result
  ) -> Result? {
    guard let token = tokens.first else { return nil }
    guard tokens.count > 1 else { return change(&self, token) }
    guard var child = child(token) else { return nil }
    let result = child.changeParent(of: tokens.dropFirst(), change)
    _ = setChild(child, token)
    return result
  }

  private func child(_ token: String) -> JSONValue? {
    switch self {
    case .object(let object): object[token]
    case .array(let array): index(token, below: array.count).map { array[$0] }
    case .null, .bool, .integer, .double, .string: nil
    }
  }

  private mutating func setChild(_ value: JSONValue, _ token: String) -> Bool {
    guard case .array(var array) = self, let index = index(token, below: array.count) else {
      return insertChild(value, token)
    }
    array[index] = value
    self = .array(array)
    return true
  }

  private mutating func insertChild(_ value: JSONValue, _ token: String) -> Bool {
    switch self {
    case .object(var object):
      object[token] = value
      self = .object(object)
      return true
    case .array(var array):
      let end = token == "-" ? array.count : index(token, below: array.count + 1)
      guard let end else { return false }
      array.insert(value, at: end)
      self = .array(array)
      return true
    case .null, .bool, .integer, .double, .string:
      return false
    }
  }

  private mutating func removeChild(_ token: String) -> JSONValue? {
    guard let removed = child(token) else { return nil }
    if case .object(var object) = self {
      object[token] = nil
      self = .object(object)
    } else if case .array(var array) = self, let index = index(token, below: array.count) {
      array.remove(at: index)
      self = .array(array)
    }
    return removed
  }
}

/// An array index of RFC 6901: decimal digits without a leading zero.
private func index(_ token: String, below limit: Int) -> Int? {
  guard token == "0" || token.first != "0", token.allSatisfy({ ("0"..."9").contains($0) }),
    let index = Int(token), index < limit
  else { return nil }
  return index
}
