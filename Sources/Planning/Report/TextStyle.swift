/// What a piece of text means; the painter knows what that looks like.
package enum TextStyle: Hashable, Sendable, CaseIterable {
  case plain
  case good
  case warning
  case bad
  case faint
  case strong
}
