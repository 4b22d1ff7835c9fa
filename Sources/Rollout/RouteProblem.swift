/// Why a share of traffic cannot be written, or is not ours to write any more.
package enum RouteProblem: Hashable, Sendable {
  /// The cluster does not serve the kind of route.
  case apiMissing
  /// The user's route is not there, in a sentence with the cure.
  case missing(String)
  /// It belongs to somebody else, or does not lead to our Services, in a sentence with the cure.
  case foreign(String)
  /// Somebody else wrote its weights twice within ten minutes.
  case contested
}
