/// Why a route does not do what is asked of it.
package enum RouteProblem: Hashable, Sendable {
  /// The cluster does not serve the route's kind.
  case apiMissing(String)
  /// The user's route is not there, or has no place for the weights; says what to add.
  case missing(String)
  /// Another controller manages the route.
  case foreign(String)
  /// Somebody else rewrote the weights twice within ten minutes.
  case contested(String)

  /// Whether somebody has to say that it is over; what is missing is over when it is there.
  package var needsAWord: Bool {
    switch self {
    case .contested: true
    case .apiMissing, .missing, .foreign: false
    }
  }

  /// What is wrong and what would mend it.
  package var sentence: String {
    switch self {
    case .apiMissing(let sentence), .missing(let sentence), .foreign(let sentence),
      .contested(let sentence):
      sentence
    }
  }
}
