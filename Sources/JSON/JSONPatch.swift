/// A list of changes to a document, after RFC 6902.
package struct JSONPatch: Hashable, Sendable {
  package enum Operation: Hashable, Sendable {
    case add(JSONPointer, JSONValue)
    case remove(JSONPointer)
    case replace(JSONPointer, JSONValue)
    case move(from: JSONPointer, to: JSONPointer)
    case copy(from: JSONPointer, to: JSONPointer)
    case test(JSONPointer, JSONValue)
  }

  package let operations: [Operation]

  package init(_ operations: [Operation]) {
    self.operations = operations
  }

  package init(json: JSONValue) throws(JSONPatchError) {
    guard let elements = json.arrayValue else { throw .noList(json.typeName) }
    var operations: [Operation] = []
    for (index, element) in elements.enumerated() {
      operations.append(try Operation(json: element, at: index))
    }
    self.init(operations)
  }

  package var json: JSONValue { .array(operations.map(\.json)) }

  /// The document with every operation applied in turn, or the first one's refusal.
  package func apply(to document: JSONValue) throws(JSONPatchError) -> JSONValue {
    var document = document
    for operation in operations {
      try operation.apply(to: &document)
    }
    return document
  }
}

extension JSONPatch.Operation {
  fileprivate func apply(to document: inout JSONValue) throws(JSONPatchError) {
    switch self {
    case .add(let path, let value):
      guard document.insert(value, at: path) else { throw .missing(operation: "add", path) }
    case .remove(let path):
      guard document.remove(at: path) != nil else { throw .missing(operation: "remove", path) }
    case .replace(let path, let value):
      guard document[path] != nil, document.set(value, at: path) else {
        throw .missing(operation: "replace", path)
      }
    case .move(let from, let to):
      guard !to.isInside(from) else { throw .movedIntoItself(from: from, to: to) }
      guard from != to || document[from] == nil else { return }
      guard let value = document.remove(at: from) else { throw .missing(operation: "move", from) }
      guard document.insert(value, at: to) else { throw .missing(operation: "move", to) }
    case .copy(let from, let to):
      guard let value = document[from] else { throw .missing(operation: "copy", from) }
      guard document.insert(value, at: to) else { throw .missing(operation: "copy", to) }
    case .test(let path, let value):
      guard document[path] == value || value.isNull && document.lacksMember(at: path) else {
        throw .testFailed(path)
      }
    }
  }
}

extension JSONValue {
  /// Whether an object is there that could have the member and has not: for the API server, and for all that rely on it to add the first
  /// finalizer, `null` is what it has then.
  fileprivate func lacksMember(at path: JSONPointer) -> Bool {
    !path.tokens.isEmpty && self[path] == nil
      && self[JSONPointer(path.tokens.dropLast())]?.objectValue != nil
  }
}
