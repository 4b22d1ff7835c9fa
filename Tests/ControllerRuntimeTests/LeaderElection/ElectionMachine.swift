import APIMachinery
import ControllerRuntime
import JSON
import KubernetesClient
import Logging
import Synchronization

/// One machine with one process on it, which can be stopped, killed, asked to end and started again.
final class ElectionMachine {
  let name: String
  let transport: LaggingTransport
  let executor = SteppingExecutor()
  /// SIGSTOP: nothing of the process runs, what it sent is on its way.
  var isStopped = false
  private let clock: DriftingClock
  private let seed: UInt64
  private let omission: ElectionWorld.Omission
  private var starts = 0
  private var process: Task<Void, Never>?
  private var election: LeaderElection?

  init(
    name: String,
    clock: DriftingClock,
    transport: LaggingTransport,
    seed: UInt64,
    omission: ElectionWorld.Omission
  ) {
    self.name = name
    self.clock = clock
    self.transport = transport
    self.seed = seed
    self.omission = omission
  }

  var isLeading: Bool { election?.isLeading ?? false }
  var isRunning: Bool { process != nil }
  /// The process that was started last, as the lease and the write log name it.
  var identity: String { "\(name)#\(starts)" }

  func start(timings: LeaseTimings = .standard) {
    starts += 1
    isStopped = false
    let client = KubernetesClient(
      transport: transport,
      origin: "http://server",
      userAgent: identity
    )
    let election = LeaderElection(
      LeaseSettings(key: ElectionWorld.key, identity: identity, timings: timings),
      client: client,
      clock: clock,
      generator: SeededGenerator(seed: seed &+ UInt64(starts)),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    )
    let stopping = Latch()
    let worker = Worker(
      client: client,
      writer: omission == .fence ? client : election.fenced(client),
      clock: clock,
      carriesVersions: omission != .resourceVersions,
      generator: Mutex(SeededGenerator(seed: seed &* 3 &+ UInt64(starts)))
    )
    process = Task(executorPreference: executor) {
      await election.run { await worker.work(until: stopping) }
    }
    self.election = election
    self.stopping = stopping
  }

  /// SIGKILL.
  func kill() {
    process?.cancel()
    process = nil
    election = nil
    isStopped = false
  }

  /// SIGTERM: the work ends, the lease is given back.
  func shutDown() {
    stopping?.open()
    election?.shutDown()
    process = nil
  }

  private var stopping: Latch?
}

/// Reads and writes one of a few objects again and again.
private final class Worker: Sendable {
  private let client: KubernetesClient
  private let writer: KubernetesClient
  private let clock: DriftingClock
  private let carriesVersions: Bool
  private let generator: Mutex<SeededGenerator>

  init(
    client: KubernetesClient,
    writer: KubernetesClient,
    clock: DriftingClock,
    carriesVersions: Bool,
    generator: consuming Mutex<SeededGenerator>
  ) {
    self.client = client
    self.writer = writer
    self.clock = clock
    self.carriesVersions = carriesVersions
    self.generator = generator
  }

  /// What is on its way when the process is asked to end is waited for, as `Manager` does: a write that nobody waits for could arrive
  /// after the lease was given back.
  func work(until stopping: Latch) async {
    while !Task.isCancelled, !stopping.isOpen {
      let key = ElectionWorld.objects[draw(ElectionWorld.objects.count)]
      if var object = try? await client.get(.configMaps, key) {
        // Between the decision and the write.
        try? await clock.sleep(for: .milliseconds(draw(300)))
        object.json["data"] = ["number": .string("\(draw(1 << 30))")]
        if !carriesVersions { object.metadata["resourceVersion"] = nil }
        _ = try? await writer.replace(object, as: .configMaps, fieldManager: "worker")
      }
      try? await clock.sleep(for: .milliseconds(200 + draw(700)))
    }
  }

  private func draw(_ bound: Int) -> Int {
    generator.withLock { Int.random(in: 0..<bound, using: &$0) }
  }
}
