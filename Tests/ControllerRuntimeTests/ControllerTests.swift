import APIMachinery
import ControllerRuntime
import Synchronization
import Testing
import Time

struct ControllerTests {
  private let world = VirtualWorld()
  private let journal = Journal()

  private func key(_ name: String) -> ObjectKey { ObjectKey(namespace: "n", name: name) }

  /// Notes when each pass begins and ends; a pass takes `length` and ends with `result`.
  private func controller(
    workers: Int = 1,
    length: Duration = .seconds(1),
    result: @escaping @Sendable (ObjectKey) -> ReconcileResult = { _ in .success() }
  ) -> Controller {
    let (clock, journal) = (world.clock, journal)
    return Controller(
      name: "test",
      queue: WorkQueue(clock: clock),
      workers: workers
    ) { key in
      journal.note("\(clock.now.sinceStart) +\(key.name)")
      try? await clock.sleep(for: length)
      journal.note("\(clock.now.sinceStart) -\(key.name)\(Task.isCancelled ? " cancelled" : "")")
      return result(key)
    }
  }

  @Test("workers share the keys, and a key changed during its pass gets one more")
  func workers() {
    let controller = controller(workers: 2)
    world.start { await controller.run() }
    for name in ["a", "b", "c"] { controller.queue.add(key(name)) }
    world.run(for: .milliseconds(500))
    for _ in 1...3 { controller.queue.add(key("a")) }
    world.run(for: .seconds(5))
    #expect(
      journal.lines == [
        "0.0 seconds +a", "0.0 seconds +b", "1.0 seconds -a", "1.0 seconds +c",
        "1.0 seconds -b", "1.0 seconds +a", "2.0 seconds -c", "2.0 seconds -a",
      ]
    )
  }

  @Test("a failing key comes back after 5, 10 and 20 ms")
  func backOff() {
    let controller = controller(length: .zero) { _ in .failure() }
    world.start { await controller.run() }
    controller.queue.add(key("a"))
    world.run(for: .milliseconds(40))
    let starts = journal.lines.filter { $0.contains("+") }
    #expect(
      starts == [
        "0.0 seconds +a", "0.005 seconds +a", "0.015 seconds +a", "0.035 seconds +a",
      ]
    )
    #expect(controller.queue.statistics.retries == 4)
  }

  @Test("a wake-up comes at its time, also when a later one was being waited for")
  func wakeUp() {
    let controller = controller(length: .zero)
    world.start { await controller.run() }
    controller.queue.add(key("late"), after: .seconds(600))
    world.run(for: .seconds(1))
    controller.queue.add(key("early"), after: .seconds(10))
    world.run(for: .seconds(700))
    let starts = journal.lines.filter { $0.contains("+") }
    #expect(starts == ["11.0 seconds +early", "600.0 seconds +late"])
  }

  @Test("Q4: shut-down works off what is due, waits for passes under way, and ends")
  func shutDown() {
    let controller = controller()
    let (world, journal) = (world, journal)
    world.start {
      await controller.run()
      journal.note("\(world.clock.now.sinceStart) ended")
    }
    controller.queue.add(key("a"))
    controller.queue.add(key("b"))
    world.run(for: .milliseconds(500))
    controller.queue.shutDown()
    controller.queue.add(key("c"))
    world.run(for: .seconds(10))
    #expect(
      journal.lines == [
        "0.0 seconds +a", "1.0 seconds -a", "1.0 seconds +b", "2.0 seconds -b",
        "2.0 seconds ended",
      ]
    )
  }

  @Test("cancelling ends idle workers at once and lets passes under way see it")
  func cancellation() {
    let controller = controller(workers: 3)
    let (world, journal) = (world, journal)
    let task = world.start {
      await controller.run()
      journal.note("ended")
    }
    controller.queue.add(key("a"))
    world.run(for: .milliseconds(500))
    controller.queue.add(key("a"))
    task.cancel()
    world.run()
    #expect(journal.lines == ["0.0 seconds +a", "0.5 seconds -a cancelled", "ended"])
  }

  @Test("two runs take the same steps, key by key", arguments: 0..<10)
  func determinism(seed: UInt64) {
    func run() -> [String] {
      let world = VirtualWorld()
      let journal = Journal()
      let generator = Mutex(SeededGenerator(seed: seed))
      let controller = Controller(
        name: "test",
        queue: WorkQueue(clock: world.clock),
        workers: 3
      ) { key in
        let length = generator.withLock { Int.random(in: 0...9, using: &$0) }
        try? await world.clock.sleep(for: .milliseconds(length))
        journal.note("\(world.clock.now.sinceStart) \(key.name)")
        return length > 6 ? .failure() : .success(wakeAfter: .milliseconds(length * 10))
      }
      world.start { await controller.run() }
      for name in ["a", "b", "c", "d", "e"] { controller.queue.add(key(name)) }
      world.run(for: .seconds(1))
      return journal.lines
    }
    let lines = run()
    #expect(lines.count > 50)
    #expect(lines == run())
  }
}
