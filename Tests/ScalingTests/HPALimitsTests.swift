import Scaling
import Testing
import Time

@Suite("An HPA's limits")
struct HPALimitsTests {
  /// Syncs every 15 s with a load that wants `wishes`, and follows each step.
  private func run(
    _ spec: HPASpec,
    from current: Int,
    wishes: [Int],
    every period: Int = 15
  ) -> [Int] {
    var hpa = HorizontalPodAutoscalerModel()
    var replicas = current
    return wishes.enumerated().map { sync, wish in
      let outcome = hpa.sync(
        spec,
        currentReplicas: replicas,
        readings: [.total(Double(wish) * 100)],
        now: HPATestKit.start + .seconds(sync * period)
      )
      replicas = outcome.desiredReplicas
      return replicas
    }
  }

  private func spec(
    min: Int = 1,
    max: Int = 100,
    _ behavior: ScalingBehavior? = nil
  ) -> HPASpec {
    HPATestKit.spec(min: min, max: max, [.totalAverageValue(100)], behavior: behavior)
  }

  @Test("without behavior, allow 4 and then the double: 1, 4, 8, 16")
  func doubling() {
    #expect(run(spec(), from: 1, wishes: [16, 16, 16, 16]) == [4, 8, 16, 16])
  }

  @Test("without behavior, wait 300 s on the way down")
  func downscaleStabilization() {
    let replicas = run(spec(), from: 10, wishes: Array(repeating: 2, count: 22))
    #expect(replicas == Array(repeating: 10, count: 20) + [2, 2])
  }

  @Test("with the API's default behavior, allow the larger of 4 pods and the double in 15 s")
  func apiDefault() {
    #expect(run(spec(.apiDefault), from: 1, wishes: [50, 50, 50, 50]) == [5, 10, 20, 40])
  }

  @Test("with the guide's behavior, double at most every 30 s and halve at most every minute")
  func guide() {
    #expect(run(spec(.guide), from: 8, wishes: [50, 50, 50, 50]) == [16, 16, 32, 32])
    let down = run(spec(.guide), from: 16, wishes: Array(repeating: 1, count: 26))
    #expect(Array(down.dropFirst(19)) == [16, 8, 8, 8, 8, 4, 4])
  }

  @Test("take the least wish of the window on the way up, the most on the way down")
  func windows() {
    var behavior = ScalingBehavior.unlimited
    behavior.scaleUp.stabilizationWindow = .seconds(45)
    #expect(run(spec(behavior), from: 5, wishes: [9, 8, 12, 12, 12, 12]) == [5, 5, 5, 8, 12, 12])
    behavior = .unlimited
    behavior.scaleDown.stabilizationWindow = .seconds(45)
    #expect(run(spec(behavior), from: 9, wishes: [5, 7, 2, 2, 2, 2]) == [9, 9, 9, 7, 2, 2])
  }

  @Test(
    "let Max choose the largest change, Min the smallest, Disabled none",
    arguments: [
      (ScalingRules.Selection.max, up: 20, down: 5), (.min, up: 13, down: 8),
      (.disabled, up: 10, down: 10),
    ]
  )
  func selection(selection: ScalingRules.Selection, up: Int, down: Int) {
    var behavior = ScalingBehavior.unlimited
    behavior.scaleUp.policies = [
      .init(.pods(3), per: .seconds(60)), .init(.percent(100), per: .seconds(60)),
    ]
    behavior.scaleUp.selection = selection
    behavior.scaleDown.policies = [
      .init(.pods(2), per: .seconds(60)), .init(.percent(50), per: .seconds(60)),
    ]
    behavior.scaleDown.selection = selection
    #expect(run(spec(behavior), from: 10, wishes: [90]) == [up])
    #expect(run(spec(behavior), from: 10, wishes: [1]) == [down])
  }

  @Test("round percents up on the way up and towards the smaller count on the way down")
  func percentRounding() {
    var behavior = ScalingBehavior.unlimited
    behavior.scaleUp.policies = [.init(.percent(10), per: .seconds(60))]
    behavior.scaleDown.policies = [.init(.percent(10), per: .seconds(60))]
    #expect(run(spec(behavior), from: 15, wishes: [90]) == [17])
    #expect(run(spec(behavior), from: 15, wishes: [1]) == [13])
  }

  @Test("count steps of both directions from the replicas at the start of the period")
  func periodStart() {
    var behavior = ScalingBehavior.unlimited
    behavior.scaleUp.policies = [.init(.pods(4), per: .seconds(60))]
    #expect(run(spec(behavior), from: 10, wishes: [90, 90, 5, 90, 90]) == [14, 14, 5, 14, 18])
    #expect(
      run(spec(behavior), from: 10, wishes: Array(repeating: 90, count: 6))
        == [14, 14, 14, 14, 18, 18]
    )
  }

  @Test("bring replicas within the bounds in one step, past every rate limit")
  func bounds() {
    #expect(run(spec(min: 40, .guide), from: 3, wishes: [3, 3]) == [40, 40])
    #expect(run(spec(max: 5, .guide), from: 30, wishes: [30]) == [5])
  }

  @Test("name what limited a wish")
  func limits() {
    var hpa = HorizontalPodAutoscalerModel()
    func limit(_ spec: HPASpec, current: Int, wish: Int) -> HPAOutcome.ScalingLimit {
      hpa = HorizontalPodAutoscalerModel()
      return hpa.sync(
        spec,
        currentReplicas: current,
        readings: [.total(Double(wish) * 100)],
        now: HPATestKit.start
      ).limit
    }
    #expect(limit(spec(), current: 5, wish: 30) == .scaleUpLimit)
    #expect(limit(spec(max: 8), current: 5, wish: 30) == .tooManyReplicas)
    #expect(limit(spec(min: 3, .unlimited), current: 5, wish: 1) == .tooFewReplicas)
    var slow = ScalingBehavior.unlimited
    slow.scaleDown.policies = [.init(.pods(1), per: .seconds(60))]
    #expect(limit(spec(min: 2, slow), current: 5, wish: 1) == .scaleDownLimit)
    #expect(limit(spec(), current: 5, wish: 6) == .desiredWithinRange)
    #expect(limit(spec(min: 7), current: 5, wish: 6) == .tooFewReplicas)
    #expect(limit(spec(max: 4), current: 5, wish: 6) == .tooManyReplicas)
  }

  @Test("leave a target with no replicas alone: somebody switched it off")
  func disabled() {
    var hpa = HorizontalPodAutoscalerModel()
    let outcome = hpa.sync(
      spec(),
      currentReplicas: 0,
      readings: [.total(1_000)],
      now: HPATestKit.start
    )
    #expect(outcome.desiredReplicas == 0)
    #expect(outcome.scalingActive == .scalingDisabled)
  }

  @Test("do not drift over hours of a steady load")
  func steady() {
    let replicas = run(spec(.guide), from: 6, wishes: Array(repeating: 6, count: 600))
    #expect(replicas.allSatisfy { $0 == 6 })
  }
}
