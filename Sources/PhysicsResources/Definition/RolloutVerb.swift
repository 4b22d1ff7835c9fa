/// What a person may ask of a rollout.
package enum RolloutVerb: Hashable, Sendable {
  /// On to the next step.
  case promote
  /// Straight to weight 100, without waiting for holds and analysis.
  case promoteFull
  case pause
  case resume
  /// A rejected revision again.
  case retry
  /// Back to a revision; `nil` is the one before stable.
  case undo(revision: String?)
  /// Weight 0 now.
  case abort

  /// Reads `promote`, `promote-full`, `pause`, `resume`, `retry`, `undo` and `undo=<revision>`.
  ///
  /// `abort` has an annotation of its own and is no word of `fisica-lab.com/request`.
  package init?(word: String) {
    switch word {
    case "promote": self = .promote
    case "promote-full": self = .promoteFull
    case "pause": self = .pause
    case "resume": self = .resume
    case "retry": self = .retry
    case "undo": self = .undo(revision: nil)
    default:
      guard word.hasPrefix("undo="), word.count > "undo=".count else { return nil }
      self = .undo(revision: String(word.dropFirst("undo=".count)))
    }
  }

  /// The verb as a person writes it.
  package var word: String {
    switch self {
    case .promote: "promote"
    case .promoteFull: "promote-full"
    case .pause: "pause"
    case .resume: "resume"
    case .retry: "retry"
    case .undo(nil): "undo"
    case .undo(let revision?): "undo=\(revision)"
    case .abort: "abort"
    }
  }
}
