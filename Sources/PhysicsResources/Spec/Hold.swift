import Time

/// How a step ends.
package enum Hold: Hashable, Sendable {
  /// By the verb `promote`.
  case manual
  /// By time and a passing analysis.
  case lasting(Duration)

  package init?(wire text: String) {
    if text == "Manual" {
      self = .manual
    } else if let duration = Duration(goDuration: text) {
      self = .lasting(duration)
    } else {
      return nil
    }
  }

  package var wire: String {
    switch self {
    case .manual: "Manual"
    case .lasting(let duration): duration.goDuration
    }
  }

  /// `nil` for a hold that only a person ends.
  package var duration: Duration? {
    switch self {
    case .manual: nil
    case .lasting(let duration): duration
    }
  }
}
