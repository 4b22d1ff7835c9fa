/// One step of a YAML stream, free of libyaml's memory.
struct YAMLEvent {
  enum Kind {
    case streamStart
    case streamEnd
    case documentStart
    case documentEnd
    case alias(String)
    /// `isPlain` is false for quoted and block text, which is never anything but text.
    case scalar(String, isPlain: Bool)
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
  }

  let kind: Kind
  let anchor: String?
  let tag: String?
  /// Counted from 1.
  let line: Int
  /// Counted from 1, in characters.
  let column: Int

  /// Whether this is the key `<<`, which merges the mapping behind it.
  var isMergeKey: Bool {
    guard case .scalar("<<", let isPlain) = kind else { return false }
    return isPlain || tag == "tag:yaml.org,2002:merge"
  }

  func error(_ problem: String) -> YAMLError {
    YAMLError(line: line, column: column, problem: problem)
  }
}
