import APIMachinery
import ControllerRuntime
import EmbeddedAPIServer
import JSON
import KubernetesClient
import Logging
import Transport

/// An API server and machines whose processes contend for one lease and write while they hold it.
final class ElectionWorld {
  /// What a process leaves out, so that the checks are seen to fail.
  enum Omission: Sendable {
    case nothing
    case fence
    case resourceVersions
  }

  static let key = ObjectKey(namespace: "default", name: "physics-operator")
  static let objects = ["a", "b", "c"].map { ObjectKey(namespace: "default", name: $0) }

  let clock = VirtualClock()
  let network = SteppingExecutor()
  let server: EmbeddedAPIServer
  let log = WriteLog()
  private(set) var machines: [ElectionMachine] = []

  init(seed: UInt64, rates: [Double] = [1, 1], omitting omission: Omission = .nothing) {
    let (clock, log) = (clock, log)
    server = EmbeddedAPIServer(
      now: { clock.timestamp },
      seed: seed,
      configuration: .init(onWrite: { log.note($0) })
    )
    for key in Self.objects {
      _ = try? server.objects.create(.configMaps, APIObject(.configMaps, key))
    }
    for (index, rate) in rates.enumerated() {
      machines.append(
        ElectionMachine(
          name: "m\(index)",
          clock: DriftingClock(base: clock, rate: rate, skew: .seconds(index * 7_200 - 3_600)),
          transport: LaggingTransport(
            InProcessTransport(server),
            on: network,
            clock: clock,
            seed: seed &* 31 &+ UInt64(index)
          ),
          seed: seed &* 17 &+ UInt64(index),
          omission: omission
        )
      )
    }
  }

  func run(for duration: Duration) {
    let end = clock.now.sinceStart + duration
    drain()
    while let next = clock.nextDeadline, next <= end { move(to: next) }
    move(to: end)
  }

  /// Runs until a condition holds; `nil` when it does not in time, else how long it took.
  func run(atMost limit: Duration, until condition: () -> Bool) -> Duration? {
    let start = clock.now.sinceStart
    while !condition() {
      guard clock.now.sinceStart - start < limit else { return nil }
      run(for: .milliseconds(50))
    }
    return clock.now.sinceStart - start
  }

  var leaders: [String] { machines.filter(\.isLeading).map(\.name) }

  /// The machine whose process the lease names.
  var holder: String {
    server.objects.get(.leases, Self.key).map(LeaseHolder.name) ?? ""
  }

  /// Kills all, so that no task outlives the test.
  func end() {
    for machine in machines { machine.kill() }
    drain()
    run(for: .seconds(200))
  }

  private func move(to time: Duration) {
    clock.advance(to: time)
    server.tick()
    drain()
  }

  private func drain() {
    var count = 1
    while count > 0 {
      count = network.runUntilIdle()
      for machine in machines where !machine.isStopped { count += machine.executor.runUntilIdle() }
    }
  }
}
