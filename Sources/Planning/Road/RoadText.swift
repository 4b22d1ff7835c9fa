/// A road for people.
package struct RoadText {
  private let road: RoadAhead

  package init(_ road: RoadAhead) {
    self.road = road
  }

  package var lines: [String] {
    [title, "  " + figures] + warnings.map { "  warning: \($0)" }
      + road.stops.flatMap { [""] + lines(of: $0) }
  }

  private var title: String {
    let whose = road.isImagined ? "the road of the next revision" : "the road ahead"
    return "\(whose): \(road.from ?? "nothing") -> \(road.isImagined ? "the next" : road.to)"
  }

  private var figures: String {
    let time =
      "\(road.least.coarse) on a good day, "
      + (road.most.map { "at most \($0.coarse)" } ?? "without end where a person has to promote")
    let load = road.load.map { "; \(Figure.text($0)) requests/s" } ?? ""
    return "\(time); at most \(road.peakPods) pods at a time\(load)"
  }

  private var warnings: [String] {
    // Each of the two revisions may have as many as the spec allows one.
    road.peakPods > road.maxReplicas
      ? [
        "\(road.peakPods) pods at a time are more than spec.scaling.maxReplicas of "
          + "\(road.maxReplicas): the nodes need room for both revisions"
      ] : []
  }

  private func lines(of stop: RoadStop) -> [String] {
    [heading(of: stop)] + stop.writes.map { "    \($0)" }
      + stop.checks.map { "    check \(text(of: $0))" }
  }

  private func heading(of stop: RoadStop) -> String {
    var parts = [stop.title]
    if stop.reachable != stop.weight {
      parts.append("\(stop.reachable) % by pods for \(stop.weight) %")
    } else if stop.weight > 0 {
      parts.append("\(stop.weight) %")
    }
    parts.append(time(of: stop))
    parts.append("\(stop.pods) pods")
    return "  " + parts.joined(separator: "  ")
  }

  private func time(of stop: RoadStop) -> String {
    guard let most = stop.most else { return "\(stop.least.coarse) and until promoted" }
    return most > stop.least ? "\(stop.least.coarse) to \(most.coarse)" : stop.least.coarse
  }

  private func text(of check: CheckBudget) -> String {
    guard let requests = check.requests else { return "\(check.name): \(check.meaning)" }
    let time = check.time.map { ", \($0.coarse)" } ?? ""
    return "\(check.name): \(requests) requests\(time): \(check.meaning)"
  }
}
