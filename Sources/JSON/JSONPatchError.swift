/// Why a JSON Patch cannot be read or does not fit a document.
package enum JSONPatchError: Error, Hashable, Sendable {
  /// A patch is an array of operations; this was something else.
  case noList(String)
  case unknownOperation(index: Int, name: String)
  /// The field is absent, or is no JSON Pointer where one must be.
  case missingField(index: Int, field: String)
  case missing(operation: String, JSONPointer)
  case movedIntoItself(from: JSONPointer, to: JSONPointer)
  case testFailed(JSONPointer)
}

extension JSONPatchError: CustomStringConvertible {
  /// In the words of the API server where it has some.
  package var description: String {
    switch self {
    case .noList(let type): "a JSON Patch is an array of operations, this is of type \(type)"
    case .unknownOperation(let index, let name):
      "operation \(index) of the JSON Patch has an unknown op: \"\(name)\""
    case .missingField(let index, let field):
      "operation \(index) of the JSON Patch has no valid field \"\(field)\""
    case .missing(let operation, let path):
      "\(operation) operation does not apply: doc is missing path: \"\(path)\": missing value"
    case .movedIntoItself(let from, let to):
      "move operation does not apply: \"\(to)\" is inside \"\(from)\""
    case .testFailed(let path): "testing value \(path) failed: test failed"
    }
  }
}
