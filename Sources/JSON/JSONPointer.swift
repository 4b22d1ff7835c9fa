/// The address of a value inside a document, after RFC 6901: `/spec/containers/0/image`.
package struct JSONPointer: Hashable, Sendable {
  /// Unescaped; none for the whole document.
  package let tokens: [String]

  package init(_ tokens: [String]) {
    self.tokens = tokens
  }

  /// Reads the text form; `nil` when it neither is empty nor begins with `/`, or when a `~` is not followed by 0 or 1.
  package init?(parsing text: String) {
    guard !text.isEmpty else {
      self.init([])
      return
    }
    guard text.first == "/" else { return nil }
    var tokens: [String] = []
    for part in text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let token = Self.unescaped(part) else { return nil }
      tokens.append(token)
    }
    self.init(tokens)
  }

  /// Whether this is the address of something inside what `other` addresses.
  package func isInside(_ other: JSONPointer) -> Bool {
    tokens.count > other.tokens.count && tokens.starts(with: other.tokens)
  }

  private static func unescaped(_ part: Substring) -> String? {
    var token = ""
    var rest = part.unicodeScalars
    while let scalar = rest.popFirst() {
      guard scalar == "~" else {
        token.unicodeScalars.append(scalar)
        continue
      }
      switch rest.popFirst() {
      case "0": token += "~"
      case "1": token += "/"
      case .some, nil: return nil
      }
    }
    return token
  }
}

extension JSONPointer: CustomStringConvertible {
  package var description: String {
    tokens.map { "/" + Self.escaped($0) }.joined()
  }

  private static func escaped(_ token: String) -> String {
    token.reduce(into: "") { text, character in
      switch character {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.append(character)
      }
    }
  }
}
