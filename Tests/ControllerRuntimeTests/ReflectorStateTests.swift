import APIMachinery
import ControllerRuntime
import JSON
import KubernetesClient
import Testing
import Transport

struct ReflectorStateTests {
  private static let operation = APIOperation(.watch, .pods, in: nil)

  private static func refusal(_ code: Int, _ reason: String = "X") -> APIError {
    .status(APIStatus(code: code, reason: reason, message: ""), for: operation)
  }

  private static let tooLarge = APIError.status(
    APIStatus(
      code: 504,
      reason: "Timeout",
      message: "",
      causes: [.init(reason: "ResourceVersionTooLarge", message: "", field: "")]
    ),
    for: operation
  )

  private func pod(_ version: Int) -> APIObject {
    APIObject(["metadata": ["name": "p", "resourceVersion": .string(String(version))]])
  }

  private func bookmark(_ version: Int, ends: Bool = false) -> WatchEvent {
    .bookmark(resourceVersion: String(version), endsInitialEvents: ends)
  }

  /// A state with the generator that it draws from.
  private final class Machine {
    private var state = ReflectorState()
    private var generator = SeededGenerator(seed: 1)

    var version: String { state.resourceVersion }
    var waits: Bool { if case .wait = next() { true } else { false } }

    func listed(_ page: ObjectList) -> Bool { state.listed(page) }
    func received(_ event: WatchEvent) -> ReflectorState.Reaction { state.received(event) }

    func next() -> ReflectorState.Step { state.next(using: &generator) }

    /// The next request, with the waits before it left out.
    func request() -> Request {
      while true {
        switch next() {
        case .wait: continue
        case .list(let options): return .list(options)
        case .watch(let options):
          return .watch(options.resourceVersion, initial: options.sendsInitialEvents)
        }
      }
    }

    func failed(_ error: APIError, now: Duration = .zero) {
      state.failed(error, now: now, using: &generator)
    }

    func ended(_ events: Int, lasting: Duration) {
      state.ended(afterEvents: events, lasting: lasting, now: .zero, using: &generator)
    }
  }

  private enum Request: Equatable {
    case list(ListOptions)
    case watch(String, initial: Bool)
  }

  /// In step with the server as of `version`.
  private func following(from version: Int) -> Machine {
    let machine = Machine()
    _ = machine.request()
    _ = machine.received(bookmark(version, ends: true))
    return machine
  }

  /// Cannot stream initial events, and nothing read yet.
  private func listing() -> Machine {
    let machine = Machine()
    _ = machine.request()
    machine.failed(Self.refusal(422))
    return machine
  }

  @Test("R1: the first request streams the newest state, with a time-out of 300 to 600 s")
  func firstRequest() {
    let machine = Machine()
    guard case .watch(let options) = machine.next() else {
      Issue.record("no watch")
      return
    }
    #expect(options.resourceVersion == "")
    #expect(options.sendsInitialEvents)
    #expect((.seconds(300)...(.seconds(600))).contains(options.timeout))
  }

  @Test("R2: events before the end mark are staged, the mark publishes them, later ones apply")
  func initialEvents() {
    let machine = Machine()
    _ = machine.request()
    #expect(machine.received(.added(pod(5))) == .stage(.added(pod(5))))
    #expect(machine.received(bookmark(6)) == .advance)
    #expect(machine.version == "", "R5: nothing is persisted before the end mark")
    let end = machine.received(bookmark(9, ends: true))
    #expect(end == .publishStaged(resourceVersion: "9"))
    #expect(machine.received(.modified(pod(10))) == .apply(.modified(pod(10))))
    #expect(machine.version == "10")
  }

  @Test("R2: a stream that breaks before the end mark is tried again")
  func brokenInitialEvents() {
    let machine = Machine()
    _ = machine.request()
    machine.failed(.transfer(.interrupted(""), for: Self.operation))
    #expect(machine.waits)
    #expect(machine.request() == .watch("", initial: true))
  }

  @Test("a server that never sends the end mark is listed after two tries, not waited for for ever")
  func ignoredInitialEvents() {
    let machine = Machine()
    _ = machine.request()
    machine.failed(.transfer(.timedOut(""), for: Self.operation))
    #expect(machine.request() == .watch("", initial: true))
    machine.ended(3, lasting: .seconds(400))
    #expect(machine.request() == .list(ListOptions(limit: 500, resourceVersion: "0")))
  }

  @Test(
    "R3: a server that cannot stream initial events is listed at once",
    arguments: [400, 415, 422, 500, 501]
  )
  func fallback(code: Int) {
    let machine = Machine()
    _ = machine.request()
    machine.failed(Self.refusal(code))
    #expect(machine.next() == .list(ListOptions(limit: 500, resourceVersion: "0")))
  }

  @Test(
    "R3, R7, R14: a server that is only busy, away or forbidding is asked for the stream again",
    arguments: [
      refusal(429), refusal(503), refusal(403), refusal(404),
      .unauthorized(credentials: "", for: operation),
      .transfer(.unreachable(""), for: operation),
    ]
  )
  func retriedStream(error: APIError) {
    let machine = Machine()
    _ = machine.request()
    for _ in 0..<5 {
      machine.failed(error)
      #expect(machine.waits)
      #expect(machine.request() == .watch("", initial: true))
    }
  }

  @Test("R3, R4: pages are read to the end, then the watch starts where the list was read")
  func pages() {
    let machine = listing()
    #expect(machine.request() == .list(ListOptions(limit: 500, resourceVersion: "0")))
    let first = ObjectList(items: [], resourceVersion: "7", continueToken: "t")
    #expect(!machine.listed(first))
    #expect(machine.request() == .list(ListOptions(limit: 500, continueToken: "t")))
    #expect(machine.listed(ObjectList(items: [], resourceVersion: "7")))
    #expect(machine.request() == .watch("7", initial: false))
  }

  @Test("R4: a page token that expired means one complete list")
  func expiredToken() {
    let machine = listing()
    _ = machine.request()
    _ = machine.listed(ObjectList(items: [], resourceVersion: "7", continueToken: "t"))
    machine.failed(Self.refusal(410, "Expired"))
    #expect(machine.next() == .list(ListOptions()))
  }

  @Test("R3: a later list is never older than the copy, and unpaged")
  func relist() {
    let machine = listing()
    _ = machine.listed(ObjectList(items: [], resourceVersion: "7"))
    machine.failed(Self.refusal(410, "Expired"))
    #expect(machine.request() == .list(ListOptions(resourceVersion: "7")))
  }

  @Test(
    "R3: a version that the server does not have is given up for the newest",
    arguments: [refusal(410, "Expired"), tooLarge]
  )
  func unavailableVersion(error: APIError) {
    let lister = listing()
    _ = lister.listed(ObjectList(items: [], resourceVersion: "7"))
    lister.failed(Self.refusal(410, "Expired"))
    _ = lister.request()
    lister.failed(error)
    #expect(lister.request() == .list(ListOptions(limit: 500)))

    let streamer = following(from: 7)
    streamer.failed(Self.refusal(410, "Expired"))
    #expect(streamer.request() == .watch("7", initial: true))
    streamer.failed(error)
    #expect(streamer.request() == .watch("", initial: true))
  }

  @Test("R5, R6: every event moves the version, a bookmark moves nothing else")
  func versions() {
    let machine = following(from: 7)
    _ = machine.received(.added(pod(8)))
    _ = machine.received(.deleted(pod(9)))
    #expect(machine.received(bookmark(20)) == .advance)
    #expect(machine.version == "20")
  }

  @Test("R7: an expired watch reads the collection anew")
  func expiredWatch() {
    let machine = following(from: 7)
    let status = APIStatus(code: 410, reason: "Expired", message: "")
    #expect(machine.received(.error(status)) == .closeWatch(status))
    machine.failed(.status(status, for: Self.operation))
    #expect(machine.request() == .watch("7", initial: true))
  }

  @Test(
    "R7, R13: what passes by itself is waited out at the same version, without a new list",
    arguments: [
      refusal(429), refusal(500), refusal(503), refusal(403),
      .transfer(.unreachable(""), for: operation), .transfer(.timedOut(""), for: operation),
    ]
  )
  func sameVersion(error: APIError) {
    let machine = following(from: 7)
    for _ in 0..<5 {
      machine.failed(error)
      #expect(machine.waits)
      #expect(machine.request() == .watch("7", initial: false))
    }
  }

  @Test(
    "R7: what the same version would bring again, or too fast, is answered with a new read",
    arguments: [
      .transfer(.overflow(limit: 1), for: operation), .malformed("", for: operation),
      refusal(400), refusal(404), refusal(422),
    ] as [APIError]
  )
  func unfollowable(error: APIError) {
    let machine = following(from: 7)
    machine.failed(error)
    #expect(machine.waits)
    #expect(machine.request() == .watch("7", initial: true))
  }

  @Test("R2, R4: initial events that overflow the mailbox are read page by page instead")
  func overflow() {
    let machine = following(from: 7)
    for _ in 1...2 { machine.failed(.transfer(.overflow(limit: 1), for: Self.operation)) }
    #expect(machine.request() == .list(ListOptions(limit: 500)))
  }

  @Test("R4: a list that is too long for one answer is read page by page from storage")
  func tooLongList() {
    let machine = listing()
    machine.failed(.transfer(.bodyTooLarge(limit: 1), for: Self.operation))
    #expect(machine.request() == .list(ListOptions(limit: 500)))
  }

  @Test(
    "R4: a page that fails is asked for again, one that is refused for good begins the list anew",
    arguments: [(429, true), (503, true), (400, false), (403, false)]
  )
  func refusedPage(code: Int, isRepeated: Bool) {
    let machine = listing()
    _ = machine.listed(ObjectList(items: [], resourceVersion: "7", continueToken: "t"))
    machine.failed(Self.refusal(code))
    #expect(machine.waits)
    #expect(
      machine.request()
        == .list(
          isRepeated
            ? ListOptions(limit: 500, continueToken: "t")
            : ListOptions(limit: 500, resourceVersion: "0")
        )
    )
  }

  @Test("R7: internal errors that last are answered with a new read", arguments: [29, 30])
  func internalErrors(seconds: Int) {
    let machine = following(from: 7)
    machine.failed(Self.refusal(500))
    machine.failed(Self.refusal(500), now: .seconds(seconds))
    #expect(machine.request() == .watch("7", initial: seconds >= 30))
  }

  @Test(
    "R9: the end of a stream is normal, unless it was short and empty",
    arguments: [(0, 300, false), (1, 0, false), (0, 0, true)]
  )
  func ends(events: Int, seconds: Int, backsOff: Bool) {
    let machine = following(from: 7)
    machine.ended(events, lasting: .seconds(seconds))
    #expect(machine.waits == backsOff)
    #expect(machine.request() == .watch("7", initial: false))
  }

  @Test("the server's Retry-After is the least wait, up to a minute", arguments: [60, 3_600])
  func retryAfter(seconds: Int) {
    let machine = following(from: 7)
    let status = APIStatus(code: 429, reason: "", message: "", retryAfterSeconds: seconds)
    machine.failed(.status(status, for: Self.operation))
    #expect(machine.next() == .wait(.seconds(60)))
  }
}
