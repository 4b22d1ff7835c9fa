import Scaling
import Testing
import Time

@Suite("What an HPA's metrics want")
struct HPAMetricsTests {
  @Test(
    "is the utilisation over the target times the ready pods, rounded up",
    arguments: [
      (usage: 50.0, pods: 4, target: 30, wanted: 7),
      (usage: 77, pods: 4, target: 70, wanted: 4),
      (usage: 78, pods: 4, target: 70, wanted: 5),
      (usage: 63, pods: 4, target: 70, wanted: 4),
      (usage: 62, pods: 8, target: 70, wanted: 8),
      (usage: 40, pods: 8, target: 70, wanted: 5),
      (usage: 77.9, pods: 4, target: 70, wanted: 4),
      (usage: 0, pods: 4, target: 70, wanted: 1),
    ]
  )
  func utilization(usage: Double, pods: Int, target: Int, wanted: Int) {
    let readings = Array(repeating: HPATestKit.ready(usage), count: pods)
    #expect(HPATestKit.replicas(HPATestKit.cpu(target), current: pods, readings) == wanted)
  }

  @Test(
    "is the mean usage over the target for pods metrics",
    arguments: [(120.0, 4), (110, 3), (111, 4), (90, 3), (60, 2), (300, 9)]
  )
  func averageValue(usage: Double, wanted: Int) {
    let readings = Array(repeating: HPATestKit.ready(usage), count: 3)
    #expect(HPATestKit.replicas(.averageValue(100), current: 3, readings) == wanted)
  }

  @Test(
    "is the total over the target for external metrics, unless within tolerance",
    arguments: [(330.0, 3), (331, 4), (270, 3), (269, 3), (200, 2), (1_000, 10), (0, 1)]
  )
  func externalMetric(total: Double, wanted: Int) {
    var hpa = HorizontalPodAutoscalerModel()
    let outcome = hpa.sync(
      HPATestKit.spec([.totalAverageValue(100)], behavior: .unlimited),
      currentReplicas: 3,
      readings: [.total(total)],
      now: HPATestKit.start
    )
    #expect(outcome.desiredReplicas == wanted)
  }

  @Test("counts pods without a measurement as fully used on the way down, as idle on the way up")
  func missingPods() {
    let target = HPATestKit.cpu(50)
    let low = [HPATestKit.ready(20), HPATestKit.ready(20), HPATestKit.ready(nil)]
    #expect(HPATestKit.replicas(target, current: 3, low) == 3)
    let lowAndMany = Array(repeating: HPATestKit.ready(10), count: 9) + [HPATestKit.ready(nil)]
    #expect(HPATestKit.replicas(target, current: 10, lowAndMany) == 4)
    let high = [HPATestKit.ready(100), HPATestKit.ready(100), HPATestKit.ready(nil)]
    #expect(HPATestKit.replicas(target, current: 3, high) == 4)
  }

  @Test("counts a target above 100 % rather than 100 % for missing pods on the way down")
  func missingPodsAboveHundred() {
    let pods = [HPATestKit.ready(100), HPATestKit.ready(nil)]
    #expect(HPATestKit.replicas(HPATestKit.cpu(200), current: 2, pods) == 2)
  }

  @Test("counts starting pods as idle on the way up, and not at all on the way down")
  func unreadyPods() {
    let target = HPATestKit.cpu(50)
    let high = [HPATestKit.ready(100), HPATestKit.ready(100), HPATestKit.starting(100)]
    #expect(HPATestKit.replicas(target, current: 3, high) == 4)
    let low = [HPATestKit.ready(20), HPATestKit.ready(20), HPATestKit.starting(90)]
    #expect(HPATestKit.replicas(target, current: 3, low) == 1)
  }

  @Test("keeps the current count when the assumed usage turns the direction round")
  func flip() {
    let pods = [HPATestKit.ready(70)] + Array(repeating: HPATestKit.ready(nil), count: 3)
    #expect(HPATestKit.replicas(HPATestKit.cpu(50), current: 4, pods) == 4)
    let down = [HPATestKit.ready(40)] + Array(repeating: HPATestKit.ready(nil), count: 3)
    #expect(HPATestKit.replicas(HPATestKit.cpu(50), current: 4, down) == 4)
  }

  @Test("leaves out pods that end")
  func endingPods() {
    let pods = [HPATestKit.ready(100), HPATestKit.pod(.ending, 100)]
    #expect(HPATestKit.replicas(HPATestKit.cpu(50), current: 1, pods) == 2)
  }

  @Test(
    "counts a young pod's CPU only when it was measured a whole window after it became ready",
    arguments: [(readyFor: 29, wanted: 2), (readyFor: 30, wanted: 4)]
  )
  func cpuInitialization(readyFor: Int, wanted: Int) {
    let start = HPATestKit.start
    let young = HPATestKit.pod(
      .running(startedAt: start - .seconds(60), isReady: true, since: start - .seconds(readyFor)),
      100
    )
    #expect(
      HPATestKit.replicas(HPATestKit.cpu(50), current: 2, [HPATestKit.ready(100), young])
        == (wanted == 4 ? 4 : 2)
    )
  }

  @Test("counts memory and pods metrics of young pods as they are")
  func onlyCPUWaits() {
    let memory = MetricTarget.utilization(percent: 50, resource: .memory)
    let pods = [HPATestKit.ready(100), HPATestKit.starting(100)]
    #expect(HPATestKit.replicas(memory, current: 2, pods) == 4)
    #expect(HPATestKit.replicas(.averageValue(50), current: 2, pods) == 4)
  }

  @Test("counts a pod that was ready once and lost it as ready, one that never was as starting")
  func lostReadiness() {
    let start = HPATestKit.start
    let old = start - .seconds(9_000)
    let lost = HPATestKit.pod(
      .running(startedAt: old, isReady: false, since: start - .seconds(60)),
      100
    )
    let never = HPATestKit.pod(
      .running(startedAt: old, isReady: false, since: old + .seconds(29)),
      100
    )
    #expect(HPATestKit.replicas(HPATestKit.cpu(50), current: 1, [lost]) == 2)
    #expect(HPATestKit.replicas(HPATestKit.cpu(50), current: 1, [never]) == 1)
  }

  @Test(
    "is the most of several metrics; one that fails forbids the way down",
    arguments: [
      (
        cpu: 35.0, rate: MetricReading.total(150), wanted: 2,
        active: HPAOutcome.ScalingActive.validMetricFound
      ),
      (cpu: 35, rate: .total(600), wanted: 6, active: .validMetricFound),
      (cpu: 35, rate: .failed, wanted: 4, active: .failedGetMetrics),
      (cpu: 140, rate: .failed, wanted: 8, active: .validMetricFound),
      (cpu: 70, rate: .failed, wanted: 4, active: .validMetricFound),
    ]
  )
  func several(
    cpu: Double,
    rate: MetricReading,
    wanted: Int,
    active: HPAOutcome.ScalingActive
  ) {
    var hpa = HorizontalPodAutoscalerModel()
    let outcome = hpa.sync(
      HPATestKit.spec([HPATestKit.cpu(70), .totalAverageValue(100)], behavior: .unlimited),
      currentReplicas: 4,
      readings: [.pods(Array(repeating: HPATestKit.ready(cpu), count: 4)), rate],
      now: HPATestKit.start
    )
    #expect(outcome.desiredReplicas == wanted)
    #expect(outcome.scalingActive == active)
  }

  @Test(
    "is nothing when no metric answers",
    arguments: [MetricReading.failed, .pods([]), .total(5)]
  )
  func allFailing(reading: MetricReading) {
    var hpa = HorizontalPodAutoscalerModel()
    let outcome = hpa.sync(
      HPATestKit.spec([HPATestKit.cpu(70)]),
      currentReplicas: 4,
      readings: [reading],
      now: HPATestKit.start
    )
    #expect(outcome.desiredReplicas == 4)
    #expect(outcome.scalingActive == .failedGetMetrics)
  }
}
