import Forecast
import Scaling
import Testing

@Suite("The guide's scaler")
struct GuideScalerTests {
  @Test(
    "scales above 80 % of the current replicas, or below 30 % when fewer are required",
    arguments: [
      (predicted: 120.0, current: 2, shouldScale: true, replicas: 3),
      (predicted: 120, current: 3, shouldScale: false, replicas: 3),
      (predicted: 121, current: 3, shouldScale: true, replicas: 3),
      (predicted: 44, current: 3, shouldScale: true, replicas: 1),
      (predicted: 45, current: 3, shouldScale: false, replicas: 3),
      (predicted: 1, current: 1, shouldScale: false, replicas: 1),
      (predicted: 0, current: 4, shouldScale: true, replicas: 1),
      (predicted: 5_000, current: 9, shouldScale: true, replicas: 10),
      (predicted: 5_000, current: 10, shouldScale: true, replicas: 10),
      (predicted: .infinity, current: 3, shouldScale: false, replicas: 3),
      (predicted: .nan, current: 3, shouldScale: false, replicas: 3),
      (predicted: 1e300, current: 3, shouldScale: true, replicas: 10),
    ]
  )
  func decision(predicted: Double, current: Int, shouldScale: Bool, replicas: Int) {
    let answer = GuideScaler().answer(
      predicted: predicted,
      currentReplicas: current,
      samples: 60,
      lookback: 60
    )
    #expect(answer == .init(shouldScale: shouldScale, replicas: replicas))
  }

  @Test(
    "changes nothing with fewer samples than the lookback",
    arguments: [(59, false), (60, true)]
  )
  func lookback(samples: Int, shouldScale: Bool) {
    let recent = (0..<samples).map { LoadSample(minute: $0, requestsPerSecond: 200) }
    let answer = GuideScaler().answer(GuidePredictor(), recent: recent, currentReplicas: 2)
    #expect(answer == .init(shouldScale: shouldScale, replicas: shouldScale ? 4 : 2))
  }

  @Test("follows other numbers than the guide's")
  func configured() {
    var scaler = GuideScaler()
    scaler.bounds = ReplicaBounds(min: 2, max: 40)
    scaler.requestsPerSecondPerReplica = 10
    scaler.scaleUpUtilization = 0.5
    scaler.scaleDownUtilization = 0.4
    let up = scaler.answer(predicted: 300, currentReplicas: 30, samples: 1, lookback: 1)
    #expect(up == .init(shouldScale: true, replicas: 30))
    let down = scaler.answer(predicted: 10, currentReplicas: 30, samples: 1, lookback: 1)
    #expect(down == .init(shouldScale: true, replicas: 2))
  }
}
