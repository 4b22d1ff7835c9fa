import FoundationEssentials
import JSON

/// The meaning that a tag gives to a scalar, or leaves to its text.
enum YAMLScalarTag {
  case none
  case text
  case binary
  case null
  case bool
  case integer
  case float

  /// A tag of the application's own says nothing to JSON: its scalar is text.
  init(_ tag: String?, isPlain: Bool) {
    self =
      switch tag {
      case nil: isPlain ? .none : .text
      case "tag:yaml.org,2002:binary": .binary
      case "tag:yaml.org,2002:null": .null
      case "tag:yaml.org,2002:bool": .bool
      case "tag:yaml.org,2002:int": .integer
      case "tag:yaml.org,2002:float": .float
      case .some: .text
      }
  }

  /// The value of a scalar under this tag; `nil` where the text is nothing of the kind.
  func value(of text: String) -> JSONValue? {
    switch (self, YAMLPlainScalar(text)) {
    case (.text, _): .string(text)
    case (.binary, _): decoded(text).map(JSONValue.string)
    case (.none, .text), (.none, .timestamp): .string(text)
    case (.none, .null), (.null, .null): .null
    case (.none, .bool(let value)), (.bool, .bool(let value)): .bool(value)
    case (.none, .integer(let value)), (.integer, .integer(let value)),
      (.float, .integer(let value)):
      .integer(value)
    case (.none, .float(let value)), (.float, .float(let value)): .number(value)
    case (.none, .notFinite), (.float, .notFinite), (.null, _), (.bool, _), (.integer, _),
      (.float, _):
      nil
    }
  }

  /// Why `value(of:)` gave none.
  func refusal(of text: String) -> String {
    switch self {
    case .none where YAMLPlainScalar(text) == .notFinite,
      .float where YAMLPlainScalar(text) == .notFinite:
      "'\(text)' is no number that JSON can carry; write a finite number or quote it"
    case .binary: "the value tagged !!binary is not base64 of UTF-8 text; quote the text itself"
    case .null: "'\(text)' is tagged !!null but is not null; drop the tag"
    case .bool: "'\(text)' is tagged !!bool but is no boolean; drop the tag"
    case .integer: "'\(text)' is tagged !!int but is no whole number; drop the tag"
    case .float: "'\(text)' is tagged !!float but is no number; drop the tag"
    case .none, .text: "'\(text)' cannot be read"
    }
  }

  private func decoded(_ base64: String) -> String? {
    Data(base64Encoded: base64, options: .ignoreUnknownCharacters)
      .flatMap { String(validating: $0, as: UTF8.self) }
  }
}
