/// What a person or a pipeline may ask of a rollout.
package enum RolloutVerb: String, Hashable, Sendable, CaseIterable {
  /// Leave the present step now.
  case promote
  /// Skip the steps that are left and go to 100 %.
  case promoteFull = "promote-full"
  case pause
  case resume
  /// Back to stable, and reject the revision.
  case abort
  /// Back to a revision that served before, whatever the spec says.
  case undo
  /// Give a rejected revision another chance.
  case retry
}
