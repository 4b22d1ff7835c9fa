/// The decoded parameters of a query, in order.
struct QueryParameters: Hashable, Sendable {
  private struct Parameter: Hashable, Sendable {
    let name: String
    let value: String
  }

  private let parameters: [Parameter]

  init(_ query: Substring) {
    parameters = query.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return Parameter(
        name: PercentDecoding.decodeQuery(parts[0]),
        value: parts.count > 1 ? PercentDecoding.decodeQuery(parts[1]) : ""
      )
    }
  }

  /// The first value of a parameter; `nil` when it is absent.
  subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

  func values(_ name: String) -> [String] {
    parameters.filter { $0.name == name }.map(\.value)
  }

  /// A flag as Go reads it in a query: present without a value means yes.
  func flag(_ name: String) -> Bool? {
    switch self[name] {
    case nil: nil
    case .some(let text): text != "0" && text.lowercased() != "false"
    }
  }
}
