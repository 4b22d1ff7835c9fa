import APIMachinery

/// Objects in the order of their keys: what a list returns, without sorting at each request.
struct ObjectTable: Sendable {
  private(set) var keys: [ObjectKey] = []
  private(set) var objects: [APIObject] = []

  subscript(key: ObjectKey) -> APIObject? {
    get {
      let index = insertionIndex(of: key)
      return holds(key, at: index) ? objects[index] : nil
    }
    set {
      let index = insertionIndex(of: key)
      switch (newValue, holds(key, at: index)) {
      case (let object?, true): objects[index] = object
      case (let object?, false):
        keys.insert(key, at: index)
        objects.insert(object, at: index)
      case (nil, true):
        keys.remove(at: index)
        objects.remove(at: index)
      case (nil, false): break
      }
    }
  }

  var count: Int { keys.count }

  /// The objects of one namespace, or all of them.
  func objects(in namespace: String?) -> ArraySlice<APIObject> {
    guard let namespace else { return objects[...] }
    let start = insertionIndex(of: ObjectKey(namespace: namespace, name: ""))
    let length = keys[start...].prefix { $0.namespace == namespace }.count
    return objects[start..<(start + length)]
  }

  /// The same, from the one that follows a key.
  func objects(in namespace: String?, after key: ObjectKey?) -> ArraySlice<APIObject> {
    let objects = objects(in: namespace)
    guard let key else { return objects }
    let index = insertionIndex(of: key)
    return objects[
      max(objects.startIndex, min(objects.endIndex, holds(key, at: index) ? index + 1 : index))...
    ]
  }

  private func holds(_ key: ObjectKey, at index: Int) -> Bool {
    index < keys.count && keys[index] == key
  }

  private func insertionIndex(of key: ObjectKey) -> Int {
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
