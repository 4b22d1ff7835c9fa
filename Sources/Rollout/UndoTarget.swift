/// Where `undo` leads.
package enum UndoTarget: Hashable, Sendable {
  /// To a revision whose record is complete.
  case pin(Pin)
  /// Nowhere, with why and what to do instead.
  case refused(String)
}
