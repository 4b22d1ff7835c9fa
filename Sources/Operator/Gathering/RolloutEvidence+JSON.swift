package import JSON
import MetricsSource
import Rollout
package import Time

/// The journalled form.
extension RolloutEvidence {
  package var json: JSONValue {
    var object: JSONValue = [
      "canary": .string(canary), "requests": requests.json, "stable": stableRequests.json,
      "durations": durations.json(since: startedAt),
      "stableDurations": stableDurations.json(since: startedAt), "errors": errors.json,
      "slowness": slowness.json,
    ]
    if comparedSince > startedAt { object["comparedSince"] = .string(comparedSince.rfc3339Micro) }
    if let takenAt { object["takenAt"] = .string(takenAt.rfc3339Micro) }
    if let answeredAt { object["answeredAt"] = .string(answeredAt.rfc3339Micro) }
    if let silentSince { object["silentSince"] = .string(silentSince.rfc3339Micro) }
    return object
  }

  /// `nil` for anything that `json` did not write, and for another rollout's: such evidence is gathered anew.
  package init?(json: JSONValue, of canary: String, startedAt: Timestamp) {
    guard json["canary"]?.stringValue == canary,
      let requests = json["requests"].flatMap({ RequestEvidence(json: $0) }),
      let stable = json["stable"].flatMap({ RequestEvidence(json: $0) }),
      let errors = json["errors"].flatMap(SequentialComparison.init(json:)),
      let slowness = json["slowness"].flatMap(SequentialComparison.init(json:))
    else { return nil }
    self.init(canary: canary, startedAt: startedAt, window: requests.window)
    guard requests.since == self.startedAt,
      let durations = readDurations(json["durations"]),
      let stableDurations = readDurations(json["stableDurations"])
    else { return nil }
    self.requests = requests
    self.stableRequests = stable
    self.durations = durations
    self.stableDurations = stableDurations
    self.errors = errors
    self.slowness = slowness
    comparedSince =
      json["comparedSince"]?.stringValue.flatMap(Timestamp.init(rfc3339:)) ?? self.startedAt
    takenAt = json["takenAt"]?.stringValue.flatMap(Timestamp.init(rfc3339:))
    answeredAt = json["answeredAt"]?.stringValue.flatMap(Timestamp.init(rfc3339:))
    silentSince = json["silentSince"]?.stringValue.flatMap(Timestamp.init(rfc3339:))
  }

  private func readDurations(_ json: JSONValue?) -> DurationEvidence? {
    json.flatMap { DurationEvidence(json: $0, since: startedAt, length: requests.window) }
  }
}

extension SequentialComparison {
  /// Numbers are written with as many digits as it takes to read the same ones back.
  fileprivate var json: JSONValue {
    [
      "logE": .array(logE.map(JSONValue.number)), "canary": totals.canary.json,
      "stable": totals.stable.json,
    ]
  }

  fileprivate init?(json: JSONValue) {
    guard let stored = json["logE"]?.arrayValue,
      let canary = json["canary"].flatMap(ErrorShare.init(json:)),
      let stable = json["stable"].flatMap(ErrorShare.init(json:))
    else { return nil }
    let logE = stored.compactMap(\.doubleValue)
    self.init(logE: logE, totals: ComparedCounts(canary: canary, stable: stable))
  }
}

extension ErrorShare {
  fileprivate var json: JSONValue { [.integer(Int64(requests)), .integer(Int64(errors))] }

  fileprivate init?(json: JSONValue) {
    guard let parts = json.arrayValue, parts.count == 2, let requests = parts[0].intValue,
      let errors = parts[1].intValue, requests >= 0, errors >= 0
    else { return nil }
    self.init(requests: Int(requests), errors: Int(errors))
  }
}
