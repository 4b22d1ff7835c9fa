import HTTPListener

extension ListenAddress {
  /// Reads `127.0.0.1:8080`, `[::1]:0` or `:8080`, which means all addresses of both families; `nil` for anything else.
  init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"),
      let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
    else { return nil }
    let host = text[..<colon].filter { $0 != "[" && $0 != "]" }
    self.init(host: host.isEmpty ? "::" : String(host), port: port)
  }
}
