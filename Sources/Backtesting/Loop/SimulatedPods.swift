import Scaling
import Time

/// The pods of one policy: created on demand, serving after their start-up, gone at once.
struct SimulatedPods {
  private struct Pod {
    let createdAt: Timestamp
    let readyAt: Timestamp
  }

  private var pods: [Pod]
  private let startup: Duration
  /// How many were ready at each of the last few steps, the newest last: metrics are a minute old.
  private var readyHistory: [Int] = []
  private static let stepsOfLag = 4

  /// All ready since long ago.
  init(count: Int, startup: Duration, now: Timestamp) {
    self.startup = startup
    let past = now - .seconds(3_600) - startup
    pods = Array(repeating: Pod(createdAt: past, readyAt: past + startup), count: count)
    readyHistory = Array(repeating: count, count: Self.stepsOfLag + 1)
  }

  var count: Int { pods.count }

  func ready(at now: Timestamp) -> Int { pods.count { $0.readyAt <= now } }

  /// Those that do not serve yet go first, then the youngest, as a ReplicaSet does.
  mutating func scale(to wanted: Int, now: Timestamp) {
    while pods.count > wanted { pods.removeLast() }
    while pods.count < wanted { pods.append(Pod(createdAt: now, readyAt: now + startup)) }
  }

  mutating func endStep(_ now: Timestamp) {
    readyHistory.append(ready(at: now))
    readyHistory.removeFirst()
  }

  /// What the metrics server says of each: its share of the load of a minute ago, in percent of a pod.
  ///
  /// A load above what the pods can do shows in full: nobody who waits is turned away.
  func readings(lagged load: Double?, capacity: Double, now: Timestamp) -> MetricReading {
    guard let load else { return .failed }
    let taken = now - .seconds(60)
    let perPod = 100 * load / (capacity * Double(max(1, readyHistory.first ?? 1)))
    return .pods(
      pods.map { pod in
        let isReady = pod.readyAt <= now
        return PodReading(
          phase: .running(
            startedAt: pod.createdAt,
            isReady: isReady,
            since: isReady ? pod.readyAt : pod.createdAt
          ),
          request: 100,
          measurement: .init(
            usage: pod.readyAt <= taken ? perPod : 0,
            takenAt: taken,
            window: HorizontalPodAutoscalerModel.syncPeriod
          )
        )
      }
    )
  }
}
