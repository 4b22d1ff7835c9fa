import APIMachinery

/// Mirrored objects of one kind, always in the order of their keys.
struct Registry<Object: MirroredObject>: Sendable {
  private(set) var objects: [Object] = []

  var indices: Range<Int> { objects.indices }

  subscript(index: Int) -> Object {
    _read { yield objects[index] }
    _modify { yield &objects[index] }
  }

  subscript(key: ObjectKey) -> Object? {
    let index = position(of: key)
    return holds(key, at: index) ? objects[index] : nil
  }

  func index(of key: ObjectKey) -> Int? {
    let index = position(of: key)
    return holds(key, at: index) ? index : nil
  }

  /// Takes over what the API holds under a key, unless a newer version is here already; says whether anything changed.
  mutating func apply(_ key: ObjectKey, _ object: APIObject?) -> Bool {
    let index = position(of: key)
    let isKnown = holds(key, at: index)
    guard let object else {
      if isKnown { objects.remove(at: index) }
      return isKnown
    }
    guard isKnown else {
      objects.insert(Object(object), at: index)
      return true
    }
    guard objects[index].resourceVersion < UInt64(object.resourceVersion) ?? 0 else {
      return false
    }
    if objects[index].uid == object.uid {
      objects[index].refresh(object)
    } else {
      objects[index] = Object(object)
    }
    return true
  }

  private func holds(_ key: ObjectKey, at index: Int) -> Bool {
    index < objects.count && objects[index].key == key
  }

  private func position(of key: ObjectKey) -> Int {
    var low = 0
    var high = objects.count
    while low < high {
      let middle = (low + high) / 2
      if objects[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
