/// The fields of the built-in kinds, as Kubernetes 1.36 publishes them in its OpenAPI document.
///
/// One type to an entry: its name, then `field:type` for each field, `!` after a required one. An indented line continues the entry.
struct BuiltInTypes: Sendable {
  struct Field: Sendable {
    let name: String
    let type: FieldType
    let isRequired: Bool
  }

  private let types: [String: [Field]]

  static let all = BuiltInTypes([pods, workloads, networking, cluster])

  /// The fields of a type; `nil` when there is none of that name.
  subscript(name: String) -> [Field]? { types[name] }

  private init(_ texts: [String]) {
    var types: [String: [Field]] = [:]
    var current = ""
    for text in texts {
      for line in text.split(separator: "\n") {
        var words = line.split(separator: " ")[...]
        if !line.hasPrefix(" "), let name = words.popFirst() {
          current = String(name)
          types[current] = []
        }
        types[current]?.append(contentsOf: words.compactMap(Field.init))
      }
    }
    self.types = types
  }
}

extension BuiltInTypes.Field {
  fileprivate init?(_ word: Substring) {
    let parts = word.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    isRequired = parts[1].hasSuffix("!")
    name = String(parts[0])
    type = FieldType(isRequired ? parts[1].dropLast() : parts[1])
  }
}
