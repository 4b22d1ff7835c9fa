/// A part of an object that has a URL, and often a role rule, of its own.
package enum Subresource: String, Hashable, Sendable {
  case status
  case scale
}
