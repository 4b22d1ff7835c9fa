package import JSON
import Time

/// The journalled form: counters as pairs `[requests, errors]`, instants as milliseconds after `since`.
extension RequestEvidence {
  package var json: JSONValue {
    let pods = pods.map { JSONObject.Member(key: $0.pod, value: $0.json(since: since)) }
    return [
      "since": .string(since.rfc3339Micro),
      "windowMilliseconds": .integer(window.wholeMilliseconds),
      "departed": departed.json,
      "pods": .object(JSONObject(pods)),
    ]
  }

  /// `nil` for anything that `json` did not write: evidence that cannot be read is gathered anew.
  package init?(json: JSONValue) {
    guard let since = json["since"]?.stringValue.flatMap(Timestamp.init(rfc3339:)),
      let window = json["windowMilliseconds"]?.intValue, window > 0,
      let departed = json["departed"].flatMap(RequestCounters.init(json:)),
      let pods = json["pods"]?.objectValue, pods.count <= Self.podLimit
    else { return nil }
    self.init(since: since, window: .milliseconds(window))
    self.departed = departed
    for member in pods {
      guard
        let pod = PodEvidence(
          member.key,
          json: member.value,
          since: self.since,
          window: self.window
        )
      else { return nil }
      self.pods.append(pod)
    }
  }
}

extension PodEvidence<RequestCounters> {
  fileprivate func json(since: Timestamp) -> JSONValue {
    var object: JSONValue = [
      "raw": window.raw.json,
      "readings": .array(window.readings.map { $0.json(since: since) }),
    ]
    if watch != OscillationWatch() { object["watch"] = watch.json }
    return object
  }

  fileprivate init?(_ pod: String, json: JSONValue, since: Timestamp, window: Duration) {
    guard let raw = json["raw"].flatMap(RequestCounters.init(json:)),
      let stored = json["readings"]?.arrayValue,
      let watch = json["watch"].map(OscillationWatch.init(json:)) ?? OscillationWatch()
    else { return nil }
    let readings = stored.compactMap { CounterWindow.Reading(json: $0, since: since) }
    guard readings.count == stored.count, !readings.isEmpty,
      zip(readings, readings.dropFirst()).allSatisfy({ $0.at < $1.at })
    else { return nil }
    self.pod = pod
    self.window = CounterWindow(length: window, readings: readings, raw: raw)
    self.watch = watch
  }
}

extension CounterWindow<RequestCounters>.Reading {
  fileprivate func json(since: Timestamp) -> JSONValue {
    let offset = (at - since).wholeMilliseconds
    return [.integer(offset), .number(total.requests), .number(total.errors)]
  }

  fileprivate init?(json: JSONValue, since: Timestamp) {
    guard let parts = json.arrayValue, parts.count == 3, let offset = parts[0].intValue,
      let total = RequestCounters(json: .array(Array(parts.dropFirst())))
    else { return nil }
    self.init(at: since + .milliseconds(offset), total: total)
  }
}

extension OscillationWatch<RequestCounters> {
  fileprivate var json: JSONValue {
    var object: JSONValue = [
      "swings": .integer(Int64(swings)),
      "readingsSinceFall": .integer(Int64(readingsSinceFall)),
    ]
    if let fallenFrom { object["fallenFrom"] = fallenFrom.json }
    return object
  }

  fileprivate init?(json: JSONValue) {
    guard let swings = json["swings"]?.intValue, let age = json["readingsSinceFall"]?.intValue
    else { return nil }
    let height = json["fallenFrom"].flatMap(RequestCounters.init(json:))
    self.init(fallenFrom: height, readingsSinceFall: age, swings: swings)
  }
}

extension RequestCounters {
  fileprivate var json: JSONValue { [.number(requests), .number(errors)] }

  fileprivate init?(json: JSONValue) {
    guard let parts = json.arrayValue, parts.count == 2, let requests = parts[0].doubleValue,
      let errors = parts[1].doubleValue, requests >= 0, errors >= 0
    else { return nil }
    self.init(requests: requests, errors: errors)
  }
}

extension Duration {
  fileprivate var wholeMilliseconds: Int64 {
    components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
  }
}
