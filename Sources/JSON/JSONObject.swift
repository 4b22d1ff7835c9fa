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

  /// In order; shared by all objects of a document that have the same keys.
  package private(set) var keys: [String]
  /// As many as `keys`.
  package private(set) var values: [JSONValue]

  package var members: [Member] { Array(self) }

  /// Members in any order; of two with the same key the later one stays, as in Go.
  package init(_ unsorted: [Member]) {
    self.init(unorderedKeys: unsorted.map(\.key), values: unsorted.map(\.value))
  }

  /// Keys and their values in any order; of two equal keys the later one stays.
  init(unorderedKeys: [String], values unordered: [JSONValue]) {
    (keys, values) = (unorderedKeys, unordered)
    guard !isStrictlySorted else { return }
    let stable = unorderedKeys.indices.sorted {
      unorderedKeys[$0].hasSameBytes(as: unorderedKeys[$1])
        ? $0 < $1 : unorderedKeys[$0].precedes(unorderedKeys[$1])
    }
    (keys, values) = ([], [])
    for index in stable { appendOrReplaceLast(unorderedKeys[index], unordered[index]) }
  }

  /// Keys that are known to be in order, with none twice.
  init(orderedKeys: [String], values: [JSONValue]) {
    keys = orderedKeys
    self.values = values
  }

  package var isEmpty: Bool { keys.isEmpty }
  package var count: Int { keys.count }

  package subscript(key: String) -> JSONValue? {
    get { index(of: key).map { values[$0] } }
    set {
      if let newValue, let index = index(of: key) {
        values[index] = newValue
        return
      }
      let index = insertionIndex(of: key)
      switch (newValue, holds(key, at: index)) {
      case (let value?, true): values[index] = value
      case (let value?, false): insert(key, value, at: index)
      case (nil, true): remove(at: index)
      case (nil, false): break
      }
    }
  }

  /// The same members with each value changed; `nil` drops the member.
  package func compactMapValues<E: Error>(
    _ transform: (String, JSONValue) throws(E) -> JSONValue?
  ) throws(E) -> JSONObject {
    var result: JSONObject = [:]
    for (key, value) in zip(keys, values) {
      guard let value = try transform(key, value) else { continue }
      result.keys.append(key)
      result.values.append(value)
    }
    if result.count == count { result.keys = keys }
    return result
  }

  /// These members and `others`; where both have a key, `others` wins.
  package func merging(_ others: JSONObject) -> JSONObject {
    JSONObject(unorderedKeys: keys + others.keys, values: values + others.values)
  }

  /// Objects of this many members are searched from the front: telling keys apart is three times cheaper than ordering them.
  private static let scannedMax = 24

  private func index(of key: String) -> Int? {
    guard count > Self.scannedMax else { return keys.firstIndex { $0.hasSameBytes(as: key) } }
    let index = insertionIndex(of: key)
    return holds(key, at: index) ? index : nil
  }

  private func holds(_ key: String, at index: Int) -> Bool {
    index < count && keys[index].hasSameBytes(as: key)
  }

  private func insertionIndex(of key: String) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle].precedes(key) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func insert(_ key: String, _ value: JSONValue, at index: Int) {
    keys.insert(key, at: index)
    values.insert(value, at: index)
  }

  private mutating func remove(at index: Int) {
    keys.remove(at: index)
    values.remove(at: index)
  }

  private mutating func appendOrReplaceLast(_ key: String, _ value: JSONValue) {
    if keys.last?.hasSameBytes(as: key) == true { remove(at: count - 1) }
    insert(key, value, at: count)
  }

  private var isStrictlySorted: Bool {
    for index in keys.indices.dropFirst() where !keys[index - 1].precedes(keys[index]) {
      return false
    }
    return true
  }
}

extension JSONObject: Sequence {
  package struct Iterator: IteratorProtocol {
    fileprivate let object: JSONObject
    fileprivate var index = 0

    package mutating func next() -> Member? {
      guard index < object.count else { return nil }
      defer { index += 1 }
      return Member(key: object.keys[index], value: object.values[index])
    }
  }

  package var underestimatedCount: Int { count }

  package func makeIterator() -> Iterator { Iterator(object: self) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(unorderedKeys: elements.map(\.0), values: elements.map(\.1))
  }
}
