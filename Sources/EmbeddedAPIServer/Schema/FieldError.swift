package import APIMachinery
package import JSON

/// One field that is wrong, with the texts of `k8s.io/apimachinery/pkg/util/validation/field` at 1.36.
package struct FieldError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Hashable, Sendable {
    case required = "FieldValueRequired"
    case invalid = "FieldValueInvalid"
    case notSupported = "FieldValueNotSupported"
    case duplicate = "FieldValueDuplicate"
    case forbidden = "FieldValueForbidden"
    case tooLong = "FieldValueTooLong"
    case tooMany = "FieldValueTooMany"
    case typeInvalid = "FieldValueTypeInvalid"
    case notFound = "FieldValueNotFound"
    case internalError = "InternalError"
  }

  /// What the message shows of the value that was refused.
  package enum BadValue: Hashable, Sendable {
    /// The server leaves it out: a rule on a whole object or list would print it all.
    case omitted
    case json(JSONValue)
    /// Already in the words of Go's encoder: internal types have no JSON of their own.
    case text(String)
  }

  package let path: FieldPath
  package let kind: Kind
  package let badValue: BadValue
  package let detail: String

  package init(
    path: FieldPath,
    kind: Kind,
    badValue: BadValue = .omitted,
    detail: String = ""
  ) {
    self.path = path
    self.kind = kind
    self.badValue = badValue
    self.detail = detail
  }

  /// `spec.name: Required value`, as in the list of a 422's message.
  package var message: String { "\(field): \(body)" }

  package var description: String { message }

  package var cause: APIStatus.Cause {
    APIStatus.Cause(reason: kind.rawValue, message: body, field: field)
  }

  private var field: String { path == .root ? "<nil>" : path.description }
}

extension FieldError {
  package static func required(_ path: FieldPath, _ detail: String = "") -> FieldError {
    FieldError(path: path, kind: .required, detail: detail)
  }

  package static func invalid(
    _ path: FieldPath,
    _ value: JSONValue,
    _ detail: String
  ) -> FieldError {
    FieldError(path: path, kind: .invalid, badValue: .json(value), detail: detail)
  }

  package static func typeInvalid(
    _ path: FieldPath,
    _ typeName: String,
    _ detail: String
  ) -> FieldError {
    FieldError(path: path, kind: .typeInvalid, badValue: .json(.string(typeName)), detail: detail)
  }

  package static func forbidden(_ path: FieldPath, _ detail: String) -> FieldError {
    FieldError(path: path, kind: .forbidden, detail: detail)
  }

  package static func duplicate(_ path: FieldPath, _ value: JSONValue) -> FieldError {
    FieldError(path: path, kind: .duplicate, badValue: .json(value))
  }

  /// A reference to something that is not there.
  package static func notFound(_ path: FieldPath, _ value: JSONValue) -> FieldError {
    FieldError(path: path, kind: .notFound, badValue: .json(value))
  }

  package static func notSupported(
    _ path: FieldPath,
    _ value: JSONValue,
    supported: [String]
  ) -> FieldError {
    let list = supported.map(GoText.quoted).joined(separator: ", ")
    return FieldError(
      path: path,
      kind: .notSupported,
      badValue: .json(value),
      detail: supported.isEmpty ? "" : "supported values: \(list)"
    )
  }

  package static func tooLong(_ path: FieldPath, maximum: Int) -> FieldError {
    let unit = maximum == 1 ? "byte" : "bytes"
    return FieldError(path: path, kind: .tooLong, detail: "may not be more than \(maximum) \(unit)")
  }

  package static func tooMany(_ path: FieldPath, actual: Int, maximum: Int) -> FieldError {
    FieldError(
      path: path,
      kind: .tooMany,
      badValue: .json(.integer(Int64(actual))),
      detail: "must have at most \(maximum) \(maximum == 1 ? "item" : "items")"
    )
  }
}

extension FieldError {
  private var body: String {
    [kind.words, shownValue, detail].filter { !$0.isEmpty }.joined(separator: ": ")
  }

  private var shownValue: String {
    switch kind {
    case .required, .forbidden, .tooLong, .internalError: ""
    case .invalid, .notSupported, .duplicate, .tooMany, .typeInvalid, .notFound: badValue.goText
    }
  }
}

extension FieldError.Kind {
  fileprivate var words: String {
    switch self {
    case .required: "Required value"
    case .invalid, .typeInvalid: "Invalid value"
    case .notSupported: "Unsupported value"
    case .duplicate: "Duplicate value"
    case .forbidden: "Forbidden"
    case .tooLong: "Too long"
    case .tooMany: "Too many"
    case .notFound: "Not found"
    case .internalError: "Internal error"
    }
  }
}

extension FieldError.BadValue {
  fileprivate var goText: String {
    switch self {
    case .omitted: ""
    case .json(.string(let text)): GoText.quoted(text)
    case .json(.double(let number)): GoText.plain(number)
    case .json(let value): GoText.json(value)
    case .text(let text): text
    }
  }
}
