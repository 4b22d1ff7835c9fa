import Transport

extension HTTPResponse {
  /// What a refusal says that is no `Status`, in one line.
  var complaint: String {
    if (300...399).contains(head.status), let place = head.headers["Location"] {
      return "the server sends us on to \(place)"
    }
    guard !head.announcesWebPage else {
      let name = title.map { " titled \($0.debugDescription)" } ?? ""
      return "the server answered \(head.status) with a web page\(name)"
    }
    let text = String(decoding: body.prefix(200), as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init)
    return line ?? "the server answered \(head.status) without saying why"
  }

  /// The title of a web page.
  private var title: String? {
    let text = String(decoding: body.prefix(4_096), as: UTF8.self)
    guard let start = text.firstRange(of: "<title>")?.upperBound,
      let end = text[start...].firstRange(of: "</title>")?.lowerBound
    else { return nil }
    let words = text[start..<end].prefix(80).split(whereSeparator: \.isWhitespace)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}

extension HTTPResponseHead {
  /// No API server answers with HTML; proxies do.
  var announcesWebPage: Bool {
    headers["Content-Type"]?.lowercased().hasPrefix("text/html") ?? false
  }
}
