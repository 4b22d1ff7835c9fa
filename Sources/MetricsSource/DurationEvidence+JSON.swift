package import JSON
package import Time

/// The journalled form: a histogram is `[sum, count, bucket, bucket…]`, and the bounds of the buckets, `+Inf` left out, stand once for all.
extension DurationEvidence {
  package func json(since: Timestamp) -> JSONValue {
    let bounds = example?.buckets.map(\.upperBound).filter(\.isFinite) ?? []
    let own = pods.map { pod in
      let offset = JSONValue.integer((pod.at - since).journalMilliseconds)
      return JSONObject.Member(key: pod.pod, value: .array([offset] + pod.histogram.numbers))
    }
    let readings = (window?.readings ?? []).map { reading in
      let offset = JSONValue.integer((reading.at - since).journalMilliseconds)
      return JSONValue.array([offset] + reading.total.numbers)
    }
    return [
      "bounds": .array(bounds.map(JSONValue.number)), "pods": .object(JSONObject(own)),
      "readings": .array(readings),
    ]
  }

  /// `nil` for anything that `json` did not write.
  package init?(json: JSONValue, since: Timestamp, length: Duration) {
    guard let bounds = json["bounds"]?.arrayValue?.compactMap(\.doubleValue),
      let stored = json["pods"]?.objectValue, let readings = json["readings"]?.arrayValue
    else { return nil }
    var pods: [Pod] = []
    for member in stored {
      guard let entry = Self.entry(member.value, bounds, since) else { return nil }
      pods.append(Pod(pod: member.key, at: entry.at, histogram: entry.histogram))
    }
    let entries = readings.compactMap { Self.entry($0, bounds, since) }
    guard entries.count == readings.count,
      zip(entries, entries.dropFirst()).allSatisfy({ $0.at < $1.at })
    else { return nil }
    self.init(
      length: length,
      pods: pods,
      window: entries.last.map { last in
        CounterWindow(
          length: length,
          readings: entries.map { .init(at: $0.at, total: $0.histogram) },
          raw: last.histogram
        )
      }
    )
  }

  private static func entry(
    _ json: JSONValue,
    _ bounds: [Double],
    _ since: Timestamp
  ) -> (at: Timestamp, histogram: DurationHistogram)? {
    guard let parts = json.arrayValue, let offset = parts.first?.intValue else { return nil }
    let numbers = parts.dropFirst().compactMap(\.doubleValue)
    guard numbers.count == parts.count - 1, numbers.count >= 2, numbers.allSatisfy({ $0 >= 0 }),
      let histogram = DurationHistogram(numbers: numbers, bounds: bounds)
    else { return nil }
    return (since + .milliseconds(offset), histogram)
  }
}

extension DurationHistogram {
  fileprivate var numbers: [JSONValue] {
    ([sum, count] + buckets.map(\.count)).map(JSONValue.number)
  }

  /// An empty one has no buckets; one more than there are bounds ends in `+Inf`.
  fileprivate init?(numbers: [Double], bounds: [Double]) {
    let counts = Array(numbers.dropFirst(2))
    let all = counts.count == bounds.count + 1 ? bounds + [.infinity] : bounds
    guard counts.isEmpty || counts.count == all.count else { return nil }
    self.init(
      buckets: zip(all, counts).map { Bucket(upTo: $0, count: $1) },
      sum: numbers[0],
      count: numbers[1]
    )
  }
}

extension Duration {
  fileprivate var journalMilliseconds: Int64 {
    components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
  }
}
