/// A part of the road on which one weight is aimed at.
package struct RoadStop: Hashable, Sendable {
  package let title: String
  /// The share that the spec asks for, in percent.
  package let weight: Int
  /// The share that the traffic can really have: without a router, that of the pods.
  package var reachable: Int
  /// In the order in which they go out.
  package var writes: [String] = []
  /// If everything goes well.
  package var least = Duration.zero
  /// Until it is over, has paused or is taken back; `nil` where only a person ends it.
  package var most: Duration?
  /// The most pods at a time, over all revisions.
  package var pods = 0
  package var checks: [CheckBudget] = []
}
