import Simulation
import Synchronization
import Testing
import Time

@Suite("The simulation executor")
struct ExecutorTests {
  private static let start = Timestamp(epochSeconds: 1_000)

  private func world(shuffleSeed: UInt64? = nil) -> SimulationExecutor {
    SimulationExecutor(clock: VirtualClock(Self.start), shuffleSeed: shuffleSeed)
  }

  @Test("time moves only when nobody can run, to the earliest sleeper")
  func movesToSleepers() {
    let executor = world()
    let clock = executor.clock
    let log = Log()
    let task = executor.start {
      for wait in [30, 5, 600] {
        try? await clock.sleep(for: .seconds(wait))
        log.add("\(clock.timestamp.epochSeconds)")
      }
    }
    executor.run(until: Self.start + .seconds(100))
    #expect(log.all == ["1030", "1035"])
    #expect(clock.timestamp == Self.start + .seconds(100))
    executor.run(until: Self.start + .seconds(1_000))
    #expect(log.all == ["1030", "1035", "1635"])
    task.cancel()
  }

  @Test("sleepers with one deadline wake in the order in which they lay down")
  func keepsOrder() {
    let executor = world()
    let clock = executor.clock
    let log = Log()
    let task = executor.start {
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<20 {
          group.addTask {
            try? await clock.sleep(for: .seconds(10))
            log.add("\(number)")
          }
        }
      }
    }
    executor.run(until: Self.start + .seconds(10))
    #expect(log.all == (0..<20).map(String.init))
    task.cancel()
  }

  @Test("a cancelled sleep ends at once with a CancellationError, before and while it sleeps")
  func cancels() {
    let executor = world()
    let clock = executor.clock
    let log = Log()
    let task = executor.start {
      do {
        try await clock.sleep(for: .seconds(60))
      } catch is CancellationError {
        log.add("first at \(clock.timestamp.epochSeconds)")
      } catch {}
      do {
        try await clock.sleep(for: .seconds(60))
      } catch is CancellationError {
        log.add("second at \(clock.timestamp.epochSeconds)")
      } catch {}
    }
    executor.run(until: Self.start + .seconds(5))
    task.cancel()
    executor.drain()
    #expect(log.all == ["first at 1005", "second at 1005"])
    #expect(clock.nextDeadline == nil)
  }

  /// Twenty tasks that take turns on a shared log; child tasks inherit the executor.
  private func interleaving(shuffleSeed: UInt64?) -> [String] {
    let executor = world(shuffleSeed: shuffleSeed)
    let clock = executor.clock
    let log = Log()
    _ = executor.start {
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<20 {
          group.addTask {
            for turn in 0..<10 {
              await Task.yield()
              log.add("\(number).\(turn)")
              if turn % 3 == number % 3 { try? await clock.sleep(for: .seconds(number % 4)) }
            }
          }
        }
      }
    }
    executor.run(until: Self.start + .seconds(100))
    return log.all
  }

  @Test("two runs with one seed interleave alike", arguments: [nil, 1, 2, 77] as [UInt64?])
  func replays(seed: UInt64?) {
    let first = interleaving(shuffleSeed: seed)
    #expect(first.count == 200)
    #expect(first == interleaving(shuffleSeed: seed), "seed \(String(describing: seed))")
  }

  @Test("another seed interleaves otherwise")
  func seedsDiffer() {
    #expect(interleaving(shuffleSeed: 1) != interleaving(shuffleSeed: 2))
    #expect(interleaving(shuffleSeed: 1) != interleaving(shuffleSeed: nil))
  }

  @Test("twenty thousand sleeps of two hundred tasks all end, at the right time")
  func manySleeps() {
    let executor = world()
    let clock = executor.clock
    let counter = Counter()
    _ = executor.start {
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<200 {
          group.addTask {
            for _ in 0..<100 {
              try? await clock.sleep(for: .milliseconds(number % 7 + 1))
              counter.increment()
            }
          }
        }
      }
    }
    executor.run(until: Self.start + .seconds(1))
    #expect(counter.value == 20_000)
  }

  @Test("what waits for a condition stops as soon as it holds")
  func waitsForCondition() {
    let executor = world()
    let clock = executor.clock
    let counter = Counter()
    let task = executor.start {
      while !Task.isCancelled {
        try? await clock.sleep(for: .seconds(1))
        counter.increment()
      }
    }
    let bound = Self.start + .seconds(50)
    #expect(executor.run(until: bound, while: { counter.value < 7 }))
    #expect(clock.timestamp == Self.start + .seconds(7))
    #expect(!executor.run(until: bound, while: { counter.value < 1_000 }))
    task.cancel()
    executor.drain()
  }
}

private final class Log: Sendable {
  private let lines = Mutex<[String]>([])
  var all: [String] { lines.withLock { $0 } }
  func add(_ line: String) { lines.withLock { $0.append(line) } }
}

private final class Counter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func increment() { count.withLock { $0 += 1 } }
}
