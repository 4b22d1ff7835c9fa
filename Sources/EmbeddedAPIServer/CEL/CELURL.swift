/// An absolute URL or a path from the root, taken apart.
struct CELURL: Hashable, Sendable {
  let text: String
  let scheme: String
  /// With the port, if there is one.
  let host: String
  let path: String
  let query: String

  init?(_ text: String) {
    guard NetworkNames.isRequestURI(text) else { return nil }
    self.text = text
    var rest = Substring(text)
    if let colon = rest.firstIndex(of: ":"), !text.hasPrefix("/") {
      scheme = rest[..<colon].lowercased()
      rest = rest[colon...].dropFirst()
    } else {
      scheme = ""
    }
    if rest.hasPrefix("//"), !scheme.isEmpty {
      let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
      rest = rest.dropFirst(2 + authority.count)
      host = String(authority.split(separator: "@", omittingEmptySubsequences: false).last ?? "")
    } else {
      host = ""
    }
    let beforeQuery = rest.prefix { $0 != "?" }
    path = String(beforeQuery)
    query = String(rest.dropFirst(beforeQuery.count + 1))
  }

  /// Without the port, and without the brackets of an address.
  var hostname: String {
    if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
      return String(host[..<end].dropFirst())
    }
    return String(host.prefix { $0 != ":" })
  }

  var port: String {
    let tail = host.hasPrefix("[") ? host.drop { $0 != "]" }.dropFirst() : host.drop { $0 != ":" }
    return String(tail.drop { $0 == ":" })
  }

  /// The values of each name, in the order in which they stand.
  var parameters: [(name: String, values: [String])] {
    var result: [(name: String, values: [String])] = []
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = Self.decoded(parts[0])
      let value = parts.count > 1 ? Self.decoded(parts[1]) : ""
      if let index = result.firstIndex(where: { $0.name == name }) {
        result[index].values.append(value)
      } else {
        result.append((name, [value]))
      }
    }
    return result
  }

  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = text
    while let character = rest.popFirst() {
      if character == "%", let byte = UInt8(rest.prefix(2), radix: 16) {
        bytes.append(byte)
        rest = rest.dropFirst(2)
      } else {
        bytes += character == "+" ? [0x20] : Array(String(character).utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
