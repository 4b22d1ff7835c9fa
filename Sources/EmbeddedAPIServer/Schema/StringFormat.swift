import Time

/// The `format`s of strings that the server checks; it ignores all others.
///
/// Of its some thirty formats these are the ones that a definition of ours can need.
enum StringFormat: String, Sendable {
  case dateTime = "date-time"
  case date
  case duration
  case uuid
  case byte

  func accepts(_ text: String) -> Bool {
    switch self {
    case .dateTime: Timestamp(rfc3339: text) != nil
    case .date: text.utf8.count == 10 && Timestamp(rfc3339: text + "T00:00:00Z") != nil
    case .duration: CELDuration(parsing: text) != nil
    case .uuid: Self.matches(Self.uuidPattern, text)
    case .byte: text.utf8.count % 4 == 0 && Self.matches(Self.base64Pattern, text)
    }
  }

  private static let uuidPattern =
    "(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$"
  private static let base64Pattern = "^[A-Za-z0-9+/]*={0,2}$"

  private static func matches(_ pattern: String, _ text: String) -> Bool {
    (try? RegularExpression(pattern))?.matches(text) ?? false
  }
}
