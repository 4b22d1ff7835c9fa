/// The losses that a scenario's own misfortunes explain; all others are ours.
package struct LossAllowance: Hashable, Sendable {
  /// The new revision's processes end by themselves: what they had accepted is lost, and so is its share while none of them is there.
  package var crashes = false
  /// A node goes without a word, or pods are killed without grace.
  package var accidents = false
  /// The entry itself is taken away.
  package var noEntry = false

  package static let none = LossAllowance()

  /// Whether a loss is explained.
  package func covers(_ loss: Loss) -> Bool {
    switch loss.cause {
    case .crashed: crashes || accidents
    case .stopped: false
    case .podGone, .nodeLost: accidents
    case .noEndpoints: (crashes && loss.target.hasSuffix("-canary")) || accidents
    case .noBackend: noEntry
    }
  }
}
