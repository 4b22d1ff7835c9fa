/// Which part of an object a write is about.
enum Subresource: String, Hashable, Sendable {
  /// The object itself.
  case none = ""
  case status
  case scale
}
