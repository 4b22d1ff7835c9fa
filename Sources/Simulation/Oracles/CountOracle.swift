import APIMachinery
import EmbeddedAPIServer
import Time

/// O4: no object is written over and over, whoever undoes it.
struct CountOracle: Oracle {
  private static let span = Duration.seconds(60)
  /// Far above what a step, a pause and a verb in one minute need.
  private static let most = 30

  private struct Count {
    let name: String
    var times: [Timestamp]
  }

  private var counts: [Count] = []

  mutating func see(_ moment: OracleMoment) -> [Breach] {
    let record = moment.record
    guard moment.isOurs, record.type != .leases, record.type != .events else { return [] }
    let name = "\(record.type.plural)/\(record.key)"
    let index = counts.firstIndex { $0.name == name } ?? counts.count
    if index == counts.count { counts.append(Count(name: name, times: [])) }
    counts[index].times.removeAll { moment.now - $0 > Self.span }
    counts[index].times.append(moment.now)
    guard counts[index].times.count == Self.most else { return [] }
    return [moment.breach("O4", "\(Self.most) writes within a minute")]
  }
}
