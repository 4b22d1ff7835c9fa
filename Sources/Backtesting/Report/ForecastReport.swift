package import Forecast
package import JSON
import Time

/// What a forecaster says now, and why, for people and for scripts.
package struct ForecastReport: Sendable {
  private let forecaster: LoadForecaster
  private let standing: ForecastStanding
  private let bands: Result<[ForecastBand], ForecastUnavailable>
  private let name: String

  /// `name` is where the history came from.
  package init(_ forecaster: LoadForecaster, name: String) {
    self.forecaster = forecaster
    self.name = name
    standing = forecaster.standing
    bands = Result { () throws(ForecastUnavailable) in try forecaster.bands() }
  }

  private static let shown = [1, 2, 3, 5, 8, 10, 15]

  private var lastMinute: Timestamp? {
    forecaster.ring.latest.map { Timestamp(epochSeconds: Int64($0 + 1) * 60) }
  }

  private var knownMinutes: Int {
    forecaster.ring.series(last: forecaster.ring.capacity).knownCount
  }
}

// MARK: - predict
extension ForecastReport {
  /// A line for each of some horizons.
  package var prediction: [String] {
    guard let lastMinute else { return ["\(name): no load is known."] }
    var lines =
      TextTable.wrapped("\(name): requests/s expected after \(lastMinute.rfc3339).") + [""]
    switch bands {
    case .failure(let cause):
      lines += TextTable.wrapped("No forecast: \(cause); the HPA would decide alone.")
    case .success(let bands):
      let rows = bands.filter { Self.shown.contains($0.minutesAhead) }.map { band in
        ["\(band.minutesAhead) min", band.point.shortText] + band.quantiles.all.map(\.shortText)
      }
      lines += TextTable([["in", "point", "P50", "P90", "P95", "P99"]] + rows).lines
    }
    return lines + [""] + TextTable.wrapped("\(standing.reason).")
  }

  package var predictionJSON: JSONValue {
    let bands = (try? bands.get()) ?? []
    return [
      "after": lastMinute.map { .string($0.rfc3339) } ?? .null,
      "model": .string(standing.asked.option),
      "answering": standing.answering.map { .string($0.option) } ?? .null,
      "reason": .string(standing.reason),
      "horizons": .array(
        bands.map { band in
          [
            "seconds": .number(Double(band.minutesAhead * 60)),
            "point": .number(band.point),
            "quantiles": .quantiles(band.quantiles),
          ]
        }
      ),
    ]
  }
}

// MARK: - explain
extension ForecastReport {
  /// Who answers and why, in sentences.
  package var explanation: [String] {
    var lines = ["\(name): \(standing.reason)."]
    lines.append(contentsOf: lastDay)
    if !standing.weights.isEmpty { lines.append(mix) }
    if let reasons { lines.append(reasons) }
    if !standing.constantInputs.isEmpty { lines.append(constants) }
    lines.append("It rests on \((Double(knownMinutes) / 1_440).text(decimals: 1)) days of load.")
    return lines.flatMap(TextTable.wrapped)
  }

  package var explanationJSON: JSONValue {
    var json: JSONValue = [
      "model": .string(standing.asked.option),
      "answering": standing.answering.map { .string($0.option) } ?? .null,
      "gate": .string(standing.gate == .open ? "open" : "closed"),
      "reason": .string(standing.reason),
      "weights": .object(
        JSONObject(
          standing.weights.map { .init(key: $0.member.option, value: .number($0.weight)) }
        )
      ),
      "maeLastDay": .number(standing.errorLastDay),
      "persistenceMAELastDay": .number(standing.persistenceErrorLastDay),
      "coverageP95LastDay": .number(standing.coverageLastDay),
      "constantInputs": .array(standing.constantInputs.map { .string("\($0)") }),
      "influences": .array(
        forecaster.influences.map {
          ["what": .string($0.what), "requestsPerSecond": .number($0.requestsPerSecond)]
        }
      ),
      "knownMinutes": .number(Double(knownMinutes)),
    ]
    json["sentences"] = .array(explanation.map { .string($0) })
    return json
  }

  private var lastDay: [String] {
    guard let error = standing.errorLastDay, let base = standing.persistenceErrorLastDay else {
      return []
    }
    var text = "Over the last day, 15 minutes ahead, it missed by \(error.shortText) requests/s on "
    text += "average, assuming no change by \(base.shortText)"
    if let coverage = standing.coverageLastDay {
      text += "; \((coverage * 100).text(decimals: 1)) % of the minutes were at or below its P95"
    }
    return [text + "."]
  }

  private var mix: String {
    let members = standing.weights.sorted {
      ($1.weight, $0.member.name) < ($0.weight, $1.member.name)
    }
    .map { "\($0.member.name) \(($0.weight * 100).text(decimals: 0)) %" }
    return "The answer is made of \(members.joined(separator: ", ")): the closer a member was "
      + "lately, the more it counts."
  }

  /// The three strongest, where they move anything.
  private var reasons: String? {
    let strongest = forecaster.influences.prefix(3).filter { $0.requestsPerSecond != 0 }
    guard !strongest.isEmpty else { return nil }
    let parts = strongest.map { influence in
      let sign = influence.requestsPerSecond < 0 ? "takes off" : "adds"
      return "\(influence.what) \(sign) \(influence.requestsPerSecond.magnitude.shortText)"
    }
    return "To the mean of the last 15 minutes, in requests/s: \(parts.joined(separator: ", "))."
  }

  private var constants: String {
    "The trace does not tell \(standing.constantInputs.map { "\($0)" }.joined(separator: ", ")); "
      + "the forest learns nothing from them."
  }
}
