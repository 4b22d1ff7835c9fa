package import Forecast

/// What is known of a service's forecast besides the evidence for its floor.
package struct ForecastFacts: Hashable, Sendable {
  /// Who answers and how well; `nil` while there is no history.
  package var standing: ForecastStanding?
  /// Whether the history is still being read, or, as in a dry run, is not known here: what the status says of the forecast stands.
  package var isPending: Bool
  /// What keeps the history from being read or kept, in words with the cure; empty when nothing does.
  package var complaint: String

  package init(standing: ForecastStanding?, isPending: Bool, complaint: String = "") {
    self.standing = standing
    self.isPending = isPending
    self.complaint = complaint
  }

  /// Nobody has looked.
  package static let unknown = ForecastFacts(standing: nil, isPending: true)
}
