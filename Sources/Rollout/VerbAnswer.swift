/// What a verb does in a phase: the same words for the engine, the event and the documented table.
package enum VerbAnswer: Hashable, Sendable {
  case does(String)
  /// Nothing, with why and what to do instead.
  case refuses(String)

  package var isRefusal: Bool {
    switch self {
    case .does: false
    case .refuses: true
    }
  }
}
