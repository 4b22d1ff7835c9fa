import Time

/// What the users of one application have seen since its traffic began.
package struct TrafficTotals: Hashable, Sendable {
  package struct Revision: Hashable, Sendable {
    package let name: String
    package internal(set) var counts = TrafficCounts()
  }

  /// Losses beyond this many entries are counted, but not kept one by one.
  private static let lossesMax = 10_000

  package private(set) var counts = TrafficCounts()
  /// By revision, in the order of names; requests lost before they had a pod belong to none.
  package private(set) var revisions: [Revision] = []
  /// Ready pods behind the application in the present second.
  package private(set) var readyPods = 0
  /// Those of each minute's last second, added up.
  package private(set) var podMinutes = 0
  package private(set) var losses: [Loss] = []
  private var lostByCause = [Int](repeating: 0, count: LossCause.allCases.count)

  package init() {}

  package func lost(_ cause: LossCause) -> Int {
    LossCause.allCases.firstIndex(of: cause).map { lostByCause[$0] } ?? 0
  }

  package func counts(of revision: String) -> TrafficCounts {
    revisions.first { $0.name == revision }?.counts ?? TrafficCounts()
  }

  mutating func begin(second now: Timestamp, readyPods: Int) {
    self.readyPods = readyPods
    if now.epochSeconds % 60 == 59 { podMinutes += readyPods }
  }

  mutating func add(_ served: ServedRequests, revision: String) {
    counts.add(served)
    Self.change(&revisions, revision) { $0.add(served) }
  }

  mutating func add(_ loss: Loss) {
    counts.addLost(loss.requests)
    if let index = LossCause.allCases.firstIndex(of: loss.cause) {
      lostByCause[index] += loss.requests
    }
    if losses.count < Self.lossesMax { losses.append(loss) }
    if !loss.revision.isEmpty {
      Self.change(&revisions, loss.revision) { $0.addLost(loss.requests) }
    }
  }

  private static func change(
    _ revisions: inout [Revision],
    _ name: String,
    _ edit: (inout TrafficCounts) -> Void
  ) {
    let index = revisions.firstIndex { $0.name >= name } ?? revisions.count
    if index == revisions.count || revisions[index].name != name {
      revisions.insert(Revision(name: name), at: index)
    }
    edit(&revisions[index].counts)
  }
}
