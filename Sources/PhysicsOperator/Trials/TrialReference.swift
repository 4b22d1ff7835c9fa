import Simulation
import Time

/// The change as it goes when nothing disturbs it.
struct TrialReference: Sendable {
  let census: ChangeCensus
  let picture: TrialPicture
  /// How often the operator wrote each object.
  let writes: [String: Int]
  let duration: Duration

  var text: String {
    let versions = census.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return
      "undisturbed: \(census.writes) writes in \(Int(duration.seconds.rounded()))s; versions seen: "
      + versions.joined(separator: ", ")
  }

  /// What was written much more often than here.
  func remarks(on writes: [String: Int]) -> [String] {
    writes.sorted { $0.key < $1.key }.compactMap { object, count in
      let usual = self.writes[object] ?? 0
      // Each life may look at everything once more.
      guard count > 2 * usual + 3 else { return nil }
      return "\(object) was written \(count) times instead of \(usual)"
    }
  }
}
