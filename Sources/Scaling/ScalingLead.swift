/// How far ahead a floor must look: as long as a new pod takes until it serves.
package enum ScalingLead {
  /// Metrics are up to a minute old and the HPA syncs every 15 s; a minute is left for the scheduler.
  static let margin: Duration = .seconds(2 * 60)
  /// No forecast here looks further.
  package static let longest: Duration = .seconds(15 * 60)

  /// The P90 of the observed times from creation to ready, plus two minutes, at most fifteen.
  ///
  /// Ten pods of which nine were ready within 60 s and one took 400 s: 3 minutes. Without any observation the longest lead is taken,
  /// which can only raise the floor too early.
  package static func lead(podReadyTimes: [Duration]) -> Duration {
    let times = podReadyTimes.sorted()
    guard !times.isEmpty else { return longest }
    let rank = (times.count * 9 + 9) / 10
    return min(longest, times[rank - 1] + margin)
  }

  /// A lead in whole minutes, rounded up.
  package static func minutes(_ lead: Duration) -> Int {
    Int((lead.components.seconds + (lead.components.attoseconds > 0 ? 60 : 59)) / 60)
  }
}
