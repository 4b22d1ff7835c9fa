/// A load as a file or a monitoring system gives it: at a second, over a step that need not be a minute.
package struct TimedLoad: Hashable, Sendable {
  /// Seconds since the Unix epoch.
  package let second: Int
  package let requestsPerSecond: Double

  package init(second: Int, requestsPerSecond: Double) {
    self.second = second
    self.requestsPerSecond = requestsPerSecond
  }

  /// One sample per minute that holds readings, the mean of them; what is negative, infinite or not a number is left out.
  ///
  /// Readings every 10 s give the mean of six; readings every 300 s give a sample in every fifth minute and nothing in between:
  /// the ring bridges that hole once the next one is there, so no minute is known before its time.
  package static func minutes(of readings: [TimedLoad]) -> [LoadSample] {
    let usable = readings.filter { $0.requestsPerSecond.isFinite && $0.requestsPerSecond >= 0 }
    let sorted = usable.sorted {
      ($0.second, $0.requestsPerSecond) < ($1.second, $1.requestsPerSecond)
    }
    var samples: [LoadSample] = []
    var minute = Int.min
    var sum = 0.0
    var count = 0.0
    func close() {
      if count > 0 { samples.append(LoadSample(minute: minute, requestsPerSecond: sum / count)) }
    }
    for reading in sorted {
      let its = Int((Double(reading.second) / 60).rounded(.down))
      if its != minute {
        close()
        (minute, sum, count) = (its, 0, 0)
      }
      sum += reading.requestsPerSecond
      count += 1
    }
    close()
    return samples
  }
}
