import Forecast
import JSON
import Scaling
import Time

/// What a check-point holds: the load, what a pod can do as far as it was measured, and when that was.
struct ForecastRecord: Sendable {
  private static let capacityVersion = "physics-capacity-1"

  private(set) var history: ForecastCheckpoint?
  private(set) var capacity: CapacityMeter.Memory?
  private(set) var savedAt: Timestamp?
  /// What is wrong with what was found; empty when nothing is.
  private(set) var complaint = ""
  /// Whether it seems to be a newer operator's, which would miss it.
  private(set) var isOfOthers = false

  init(history: ForecastCheckpoint, capacity: CapacityMeter.Memory?, savedAt: Timestamp) {
    self.history = history
    self.capacity = capacity
    self.savedAt = savedAt
  }

  /// Takes over what can be read, and says of the rest why not.
  init(data: JSONValue) {
    savedAt = data["savedAt"]?.stringValue.flatMap(Timestamp.init(rfc3339:))
    capacity = data["capacity"]?.stringValue.flatMap(Self.capacity)
    do throws(CheckpointRefusal) {
      history = try ForecastCheckpoint(text: data["history"]?.stringValue ?? "")
    } catch {
      complaint = "the history begins anew: \(error)"
      isOfOthers = error == .unknownVersion && data["history"]?.stringValue != nil
    }
  }

  var data: JSONObject {
    var data: JSONObject = [:]
    data["history"] = history.map { .string($0.text) }
    data["capacity"] = capacity.map {
      .string("\(Self.capacityVersion) \($0.requestsPerSecond) \($0.minutes)")
    }
    data["savedAt"] = savedAt.map { .string($0.rfc3339) }
    return data
  }

  private static func capacity(_ text: String) -> CapacityMeter.Memory? {
    let words = text.split(separator: " ")
    guard words.count == 3, words[0] == capacityVersion, let rate = Double(words[1]),
      let minutes = Int(words[2]), rate.isFinite, rate > 0, (0...100_000_000).contains(minutes)
    else { return nil }
    return CapacityMeter.Memory(requestsPerSecond: rate, minutes: minutes)
  }
}
