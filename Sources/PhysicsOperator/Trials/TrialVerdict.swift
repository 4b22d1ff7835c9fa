import Time

/// What came of a change that a plan disturbed.
struct TrialVerdict: Sendable {
  enum Ending: Hashable, Sendable {
    case same
    /// The first difference from the undisturbed end.
    case different(String)
    /// What is still going on.
    case restless(String)
  }

  let ending: Ending
  /// Of the operator since the change, without events and leases.
  let writes: Int
  let lives: Int
  let duration: Duration
  /// What is worth knowing and no failure.
  let remarks: [String]

  var isGood: Bool { ending == .same }

  var text: String {
    let figures =
      "\(writes) writes, \(lives) \(lives == 1 ? "life" : "lives"), \(Int(duration.seconds.rounded()))s"
    let end =
      switch ending {
      case .same: "same"
      case .different(let difference): "DIFFERENT: \(difference)"
      case .restless(let reason): "NOT AT REST: \(reason)"
      }
    return ([figures, end].joined(separator: ": ") + remarks.map { "; \($0)" }.joined())
  }
}
