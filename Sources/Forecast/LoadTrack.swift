/// A copy of a ring's load with running sums, for training: any mean in a few nanoseconds.
struct LoadTrack: Sendable, LoadLookup {
  let firstMinute: Int
  private let loads: [Float]
  private let isRecorded: [Bool]
  /// Sums and counts of the known minutes before each.
  private let sums: [Double]
  private let counts: [Int32]

  init(_ ring: SampleRing) {
    let span = ring.span ?? 0...0
    firstMinute = span.lowerBound
    loads = span.map { ring.load($0) }
    isRecorded = span.map { ring.isRecorded($0) }
    var sums = [0.0]
    var counts: [Int32] = [0]
    sums.reserveCapacity(loads.count + 1)
    counts.reserveCapacity(loads.count + 1)
    for load in loads {
      sums.append((sums.last ?? 0) + (load.isNaN ? 0 : Double(load)))
      counts.append((counts.last ?? 0) + (load.isNaN ? 0 : 1))
    }
    self.sums = sums
    self.counts = counts
  }

  var lastMinute: Int { firstMinute + loads.count - 1 }
  var knownCount: Int { Int(counts.last ?? 0) }

  func load(_ minute: Int) -> Float {
    let place = minute - firstMinute
    return place >= 0 && place < loads.count ? loads[place] : .nan
  }

  /// Whether a sample of this very minute was taken.
  func isRecorded(_ minute: Int) -> Bool {
    let place = minute - firstMinute
    return place >= 0 && place < loads.count && isRecorded[place]
  }

  func mean(_ minutes: ClosedRange<Int>) -> Float {
    let first = max(0, minutes.lowerBound - firstMinute)
    let end = min(loads.count, minutes.upperBound - firstMinute + 1)
    guard first < end else { return .nan }
    let known = counts[end] - counts[first]
    return known > 0 ? Float((sums[end] - sums[first]) / Double(known)) : .nan
  }
}
