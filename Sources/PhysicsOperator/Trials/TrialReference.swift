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
    let seconds = Int(duration.seconds.rounded())
    return "undisturbed: \(writes.values.reduce(0, +)) writes in \(seconds)s, "
      + "\(census.writes) with events and leases; versions seen: "
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
