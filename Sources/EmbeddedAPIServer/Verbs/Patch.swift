import APIMachinery
import JSON

/// A PATCH as its content type says it is to be understood.
enum Patch: Sendable {
  case json(JSONValue)
  case merge(JSONValue)
  case strategicMerge(JSONValue)
  /// Server-side apply; `force` takes fields from other managers.
  case apply(JSONValue, force: Bool)

  /// The verb that observers are told.
  var verb: WriteRecord.Verb {
    switch self {
    case .json, .merge, .strategicMerge: .patch
    case .apply: .apply
    }
  }

  /// The document of the patch, as errors quote it.
  var document: JSONValue {
    switch self {
    case .json(let document), .merge(let document), .strategicMerge(let document): document
    case .apply(let document, force: _): document
    }
  }
}
