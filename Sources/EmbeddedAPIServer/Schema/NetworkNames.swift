/// The formats `hostname`, `email`, `uri` and `mac` of schemas.
enum NetworkNames {
  @Sendable static func isHostname(_ text: String) -> Bool {
    guard text.utf8.count <= 255 else { return false }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let last = labels.last, labels.count == 1 || last.count >= 2 else { return false }
    return labels.allSatisfy { label in
      !label.isEmpty && label.utf8.count <= 63 && !label.hasPrefix("-") && !label.hasSuffix("-")
        && label.allSatisfy { $0 == "-" || $0.isLetter || $0.isASCII && $0.isNumber }
    }
  }

  /// `a@b`, or `Name <a@b>`.
  @Sendable static func isEmail(_ text: String) -> Bool {
    var address = Substring(text)
    if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
      address = text[text.index(after: open)...].dropLast()
    }
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    return parts.allSatisfy { part in
      !part.isEmpty && !part.hasPrefix(".") && !part.hasSuffix(".") && !part.contains("..")
        && part.unicodeScalars.allSatisfy {
          $0.value > 0x20 && !"()<>[]:;,\\\"".unicodeScalars.contains($0)
        }
    }
  }

  /// An absolute URI, or a path from the root, as Go's `url.ParseRequestURI`.
  @Sendable static func isRequestURI(_ text: String) -> Bool {
    guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
      return false
    }
    if text.hasPrefix("/") { return hasSoundEscapes(text[...]) }
    guard let colon = text.firstIndex(of: ":") else { return false }
    let scheme = text[..<colon]
    return scheme.first.map { $0.isASCII && $0.isLetter } ?? false
      && scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
      && hasSoundEscapes(text[colon...])
  }

  private static func hasSoundEscapes(_ text: Substring) -> Bool {
    let path = text.prefix { $0 != "?" }
    return path.split(separator: "%", omittingEmptySubsequences: false).dropFirst().allSatisfy {
      $0.count >= 2 && $0.prefix(2).allSatisfy(\.isHexDigit)
    }
  }

  /// 6, 8 or 20 bytes with colons or dashes, or in groups of four digits with dots.
  @Sendable static func isMAC(_ text: String) -> Bool {
    for (separator, digits) in [(Character(":"), 2), ("-", 2), (".", 4)] {
      let groups = text.split(separator: separator, omittingEmptySubsequences: false)
      if [6, 8, 20].contains(groups.count * digits / 2),
        groups.allSatisfy({ $0.count == digits && $0.allSatisfy(\.isHexDigit) })
      {
        return true
      }
    }
    return false
  }
}
