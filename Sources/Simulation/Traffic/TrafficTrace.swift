import Time

/// A recorded request rate, straight lines between its samples.
package struct TrafficTrace: Hashable, Sendable {
  package struct Sample: Hashable, Sendable {
    /// Seconds from the start of the trace.
    package let seconds: Double
    package let requestsPerSecond: Double
  }

  package let samples: [Sample]

  /// Reads `timestamp_s,requests_per_second` with its header line.
  package init(csv: String) throws(TraceError) {
    let lines = csv.split(omittingEmptySubsequences: false) { $0.isNewline }
    guard lines.first.map(String.init) == Self.header else {
      throw .header(found: String(lines.first ?? ""))
    }
    var samples: [Sample] = []
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let sample = try Self.sample(line, number: index + 1)
      if let last = samples.last, sample.seconds <= last.seconds {
        throw .notLater(line: index + 1, seconds: sample.seconds, previous: last.seconds)
      }
      samples.append(sample)
    }
    guard let start = samples.first?.seconds else { throw .empty }
    self.samples = samples.map {
      Sample(seconds: $0.seconds - start, requestsPerSecond: $0.requestsPerSecond)
    }
  }

  static let header = "timestamp_s,requests_per_second"

  private static func sample(_ line: Substring, number: Int) throws(TraceError) -> Sample {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 2 else { throw .fields(line: number, count: fields.count) }
    guard let seconds = Double(fields[0]), seconds.isFinite else {
      throw .number(line: number, column: "timestamp_s", text: String(fields[0]))
    }
    guard let rate = Double(fields[1]), rate.isFinite else {
      throw .number(line: number, column: "requests_per_second", text: String(fields[1]))
    }
    guard rate >= 0 else { throw .negative(line: number, rate: rate) }
    return Sample(seconds: seconds, requestsPerSecond: rate)
  }

  /// The rate at a distance from the start; the last sample holds for ever after.
  package func rate(at elapsed: Duration) -> Double {
    let seconds = elapsed.seconds
    var low = 0
    var high = samples.count
    while low < high {
      let middle = (low + high) / 2
      if samples[middle].seconds <= seconds { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return samples[0].requestsPerSecond }
    guard low < samples.count else { return samples[low - 1].requestsPerSecond }
    let (before, after) = (samples[low - 1], samples[low])
    let share = (seconds - before.seconds) / (after.seconds - before.seconds)
    return before.requestsPerSecond + share * (after.requestsPerSecond - before.requestsPerSecond)
  }
}
