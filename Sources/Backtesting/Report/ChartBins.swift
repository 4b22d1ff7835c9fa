import Scaling

/// Minutes drawn together in one column of pixels, so that a month fits on a page and no violation is lost.
struct ChartBins {
  struct Bin {
    /// The most of its minutes, requests per second; `nil` where nothing is known.
    var load: Double?
    /// The least that the ready pods could do, requests per second.
    var capacity: Double
    /// The least that the floor promised, requests per second; `nil` without a floor.
    var floor: Double?
    var isViolated: Bool
  }

  let bins: [Bin]
  /// Minutes per bin.
  let width: Int

  /// At most `most` bins of the run's minutes in `range`.
  init(_ run: PolicyRun, in range: Range<Int>, most: Int) {
    let width = max(1, (range.count + most - 1) / most)
    self.width = width
    let perPod = run.settings.capacity.requestsPerSecond
    bins = stride(from: range.lowerBound, to: range.upperBound, by: width).map { start in
      let minutes = run.minutes[start..<min(start + width, range.upperBound)]
      let ready = minutes.map(\.fewestReady).min() ?? 0
      let floor = minutes.compactMap(\.floor).min()
      return Bin(
        load: minutes.compactMap(\.load).max(),
        capacity: Double(ready) * perPod,
        floor: floor.map { Double($0) * perPod },
        isViolated: minutes.contains(where: run.isViolated)
      )
    }
  }
}
