import APIMachinery
import ControllerRuntime
import Metering
import Testing

/// What client-go's queue metrics would show for the same history.
struct WorkQueueMeasuresTests {
  private let world = VirtualWorld()
  private let queue: WorkQueue

  init() {
    queue = WorkQueue(clock: world.clock)
  }

  private func key(_ name: String) -> ObjectKey { ObjectKey(namespace: "n", name: name) }

  private func take() {
    world.start { [queue] in _ = await queue.next() }
    world.run()
  }

  @Test("a key's wait runs from the first add to the take, however often it is added")
  func wait() {
    queue.add(key("a"), .background)
    world.run(for: .seconds(2))
    queue.add(key("a"))
    queue.add(key("a"))
    world.run(for: .seconds(1))
    take()
    let statistics = queue.statistics
    #expect(statistics.adds == 1)
    #expect(statistics.queueDuration.sum == 3)
    #expect(statistics.workDuration.cumulative.last == 0)
  }

  @Test("a key that is wanted during its pass waits from then on")
  func wantedDuringPass() {
    queue.add(key("a"))
    take()
    world.run(for: .seconds(5))
    queue.add(key("a"))
    world.run(for: .seconds(5))
    queue.done(key("a"), .success())
    take()
    #expect(queue.statistics.adds == 2)
    #expect(queue.statistics.queueDuration.sum == 5)
    #expect(queue.statistics.workDuration.sum == 10)
  }

  @Test("a delayed key waits from when it is due, not from when it was put off")
  func delayed() {
    queue.add(key("a"), after: .seconds(60))
    #expect(queue.statistics.adds == 0)
    world.run(for: .seconds(60))
    take()
    #expect(queue.statistics.adds == 1)
    #expect(queue.statistics.queueDuration.sum == 0)
  }

  @Test("passes under way are summed, and the oldest is told")
  func underWay() {
    queue.add(key("a"))
    take()
    world.run(for: .seconds(7))
    queue.add(key("b"))
    take()
    world.run(for: .seconds(3))
    #expect(queue.statistics.unfinishedWork == .seconds(13))
    #expect(queue.statistics.longestRunning == .seconds(10))
    queue.done(key("a"), .success())
    queue.done(key("b"), .success())
    #expect(queue.statistics.unfinishedWork == .zero)
    #expect(queue.statistics.longestRunning == .zero)
    #expect(queue.statistics.reconcileTime.sum == 13)
  }

  @Test(
    "a pass counts once, under controller-runtime's word for how it ended",
    arguments: [
      (ReconcileResult.success(), "success", [1, 0, 0, 0]),
      (.success(wakeAfter: .seconds(1)), "requeue_after", [0, 1, 0, 0]),
      (.failure(), "error", [0, 0, 1, 0]),
      (.refused, "error", [0, 0, 1, 1]),
    ]
  )
  func outcomes(result: ReconcileResult, label: String, counts: [Int]) {
    queue.add(key("a"))
    take()
    queue.done(key("a"), result)
    let outcomes = queue.statistics.outcomes
    #expect(result.label == label)
    #expect(
      [outcomes.success, outcomes.requeueAfter, outcomes.errors, outcomes.terminalErrors] == counts
    )
  }

  @Test("a refused object is not looked at again by itself, and its failures are forgotten")
  func refused() {
    queue.add(key("a"))
    take()
    queue.done(key("a"), .refused)
    #expect(queue.statistics.delayed == 0)
    #expect(queue.statistics.retries == 0)
  }
}
