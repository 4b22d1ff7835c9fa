import APIMachinery
import Forecast
import JSON
import PhysicsResources
import Planning
import Time

/// Two weeks of lessons as an operator that ran before has check-pointed them.
struct LessonHistory {
  private static let days = 14

  let timetable: ClassTimetable
  let seed: UInt64

  /// The ConfigMap that belongs to a service, for a start at `now`.
  func journal(of resource: PhysicsAPI, before now: Timestamp) -> APIObject? {
    let minute = Int(now.epochSeconds / 60)
    var ring = SampleRing()
    var generator = SeededGenerator(seed: seed, stream: 77)
    for minute in minute - Self.days * 24 * 60..<minute {
      let rate = timetable.rate(at: .seconds(Int64(minute) * 60 % 3_600))
      // No two lessons are alike.
      let noise = 0.85 + 0.3 * generator.unit()
      ring.record(LoadSample(minute: minute, requestsPerSecond: rate * noise))
    }
    guard let checkpoint = ForecastCheckpoint(ring) else { return nil }
    let data: JSONObject = [
      "history": .string(checkpoint.text), "savedAt": .string(now.rfc3339),
    ]
    guard case .write(let action) = ForecastJournal(of: resource).writing(data, over: nil),
      case .create(let object, _) = action.operation
    else { return nil }
    return object
  }
}
