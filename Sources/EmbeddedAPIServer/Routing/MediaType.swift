/// One media type with its parameters, as `Accept` and `Content-Type` carry them.
struct MediaType: Hashable, Sendable {
  /// Lower case, without parameters: `application/json`.
  let name: String
  private let parameters: [[String]]

  init(_ text: Substring) {
    let parts = text.split(separator: ";").map { $0.filter { $0 != " " } }
    name = parts.first?.lowercased() ?? ""
    parameters = parts.dropFirst().map { part in
      part.split(separator: "=", maxSplits: 1).map(String.init)
    }
  }

  subscript(parameter: String) -> String? {
    parameters.first { $0.first == parameter && $0.count == 2 }?[1]
  }

  /// The types of an `Accept` header, in the order in which the client prefers them.
  static func list(_ header: String?) -> [MediaType] {
    guard let header, !header.isEmpty else { return [MediaType("*/*")] }
    return header.split(separator: ",").map { MediaType($0) }
  }

  /// Whether JSON satisfies it, or the YAML that says the same.
  var acceptsJSON: Bool {
    ["application/json", "application/*", "*/*", "application/yaml"].contains(name)
  }
}
