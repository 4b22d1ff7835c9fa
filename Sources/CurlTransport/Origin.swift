import Transport

/// Scheme, host and port of a request, taken apart.
struct Origin: Hashable {
  enum Scheme: String {
    case http, https

    var defaultPort: Int {
      switch self {
      case .http: 80
      case .https: 443
      }
    }
  }

  let scheme: Scheme
  /// As written: an IPv6 address keeps its brackets.
  let host: String
  let port: Int
  /// Host and port as the URL has them, which is what the `Host` header says.
  let authority: String

  /// Takes `https://10.0.0.1:6443` apart and refuses everything that is more or less than that.
  init(_ text: String) throws(TransferError) {
    guard let separator = text.firstRange(of: "://"),
      let scheme = Scheme(rawValue: text[..<separator.lowerBound].lowercased())
    else {
      throw .invalidRequest("the address \(text) does not begin with http:// or https://")
    }
    authority = String(text[separator.upperBound...])
    self.scheme = scheme
    let (host, port) = Self.split(authority)
    guard !host.isEmpty, !authority.contains(where: { "/?#@\\ ".contains($0) }) else {
      throw .invalidRequest("the address \(text) is not scheme, host and port")
    }
    guard let number = port.isEmpty ? scheme.defaultPort : Int(port), (1...65535).contains(number)
    else {
      throw .invalidRequest("the port in the address \(text) is not between 1 and 65535")
    }
    self.host = String(host)
    self.port = number
  }

  private static func split(_ authority: String) -> (host: Substring, port: Substring) {
    let hostEnd = authority.lastIndex(of: "]").map { authority.index(after: $0) }
    let rest = authority[(hostEnd ?? authority.startIndex)...]
    guard let colon = rest.firstIndex(of: ":") else { return (authority[...], "") }
    return (authority[..<colon], authority[authority.index(after: colon)...])
  }
}
