/// The members of a JSON object, always in the order of their keys.
///
/// Kept as one sorted array: equal objects iterate, print and hash alike in every process (a Dictionary does not), and the small objects
/// of the Kubernetes API need no hash table. Keys compare by their UTF-8 bytes, as Go's encoder sorts them.
package struct JSONObject: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    package let key: String
    package var value: JSONValue

    package init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  package private(set) var members: [Member]

  /// Members in any order; of two with the same key the later one stays, as in Go.
  package init(_ unsorted: [Member]) {
    members = unsorted
    guard !isStrictlySorted else { return }
    var sorted: [Member] = []
    let stable = unsorted.enumerated().sorted {
      $0.element.key.hasSameBytes(as: $1.element.key)
        ? $0.offset < $1.offset : precedes($0.element.key, $1.element.key)
    }
    for (_, member) in stable {
      if sorted.last?.key.hasSameBytes(as: member.key) == true { sorted.removeLast() }
      sorted.append(member)
    }
    members = sorted
  }

  /// Members that are known to be in order, with no key twice.
  init(ordered members: [Member]) {
    self.members = members
  }

  package var isEmpty: Bool { members.isEmpty }
  package var count: Int { members.count }
  package var keys: [String] { members.map(\.key) }

  package subscript(key: String) -> JSONValue? {
    get { index(of: key).map { members[$0].value } }
    set {
      if let newValue, let index = index(of: key) {
        members[index].value = newValue
        return
      }
      let index = insertionIndex(of: key)
      switch (newValue, holds(key, at: index)) {
      case (let value?, true): members[index].value = value
      case (let value?, false): members.insert(Member(key: key, value: value), at: index)
      case (nil, true): members.remove(at: index)
      case (nil, false): break
      }
    }
  }

  /// The same members with each value changed; `nil` drops the member.
  package func compactMapValues<E: Error>(
    _ transform: (String, JSONValue) throws(E) -> JSONValue?
  ) throws(E) -> JSONObject {
    var result = JSONObject([])
    for member in members {
      guard let value = try transform(member.key, member.value) else { continue }
      result.members.append(Member(key: member.key, value: value))
    }
    return result
  }

  /// These members and `others`; where both have a key, `others` wins.
  package func merging(_ others: JSONObject) -> JSONObject {
    JSONObject(members + others.members)
  }

  /// Objects of this many members are searched from the front: telling keys apart is three times cheaper than ordering them.
  private static let scannedMax = 24

  private func index(of key: String) -> Int? {
    guard members.count > Self.scannedMax else {
      return members.firstIndex { $0.key.hasSameBytes(as: key) }
    }
    let index = insertionIndex(of: key)
    return holds(key, at: index) ? index : nil
  }

  private func holds(_ key: String, at index: Int) -> Bool {
    index < members.count && members[index].key.hasSameBytes(as: key)
  }

  private func insertionIndex(of key: String) -> Int {
    var low = 0
    var high = members.count
    while low < high {
      let middle = (low + high) / 2
      if precedes(members[middle].key, key) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private var isStrictlySorted: Bool {
    for index in members.indices.dropFirst()
    where !precedes(members[index - 1].key, members[index].key) { return false }
    return true
  }
}

extension JSONObject: Sequence {
  package func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements.map { Member(key: $0.0, value: $0.1) })
  }
}

/// Byte order: unlike `<` on strings it never normalises, and it is Go's order.
private func precedes(_ left: String, _ right: String) -> Bool {
  let (left, right) = (left.utf8Span.span, right.utf8Span.span)
  let common = min(left.count, right.count)
  var index = 0
  while index < common, left[index] == right[index] { index += 1 }
  return index < common ? left[index] < right[index] : left.count < right.count
}

extension String {
  /// Equality of keys: `==` would take an accent written as one character and as two for the same key, the API does not.
  ///
  /// Lengths and `==` go first because they settle nearly every pair without a look at single bytes.
  func hasSameBytes(as other: String) -> Bool {
    guard utf8.count == other.utf8.count, self == other else { return false }
    return utf8Span.hasSameBytes(as: other.utf8Span)
  }
}

extension UTF8Span {
  fileprivate func hasSameBytes(as other: UTF8Span) -> Bool {
    span.hasSameBytes(as: other.span)
  }
}
