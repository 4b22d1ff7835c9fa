import APIMachinery
import ControllerRuntime
import Testing

struct WorkQueueStateTests {
  private let a = ObjectKey(namespace: "n", name: "a")
  private let b = ObjectKey(namespace: "n", name: "b")

  /// What is handed out now, in order, without finishing any of it.
  private func drain(_ queue: inout WorkQueueState, now: Duration = .zero) -> [ObjectKey] {
    var keys: [ObjectKey] = []
    while let key = queue.take(now: now) { keys.append(key) }
    return keys
  }

  @Test("Q1: keys come in the order in which they were added")
  func order() {
    var queue = WorkQueueState()
    queue.add(b, now: .zero)
    queue.add(a, now: .zero)
    #expect(drain(&queue) == [b, a])
  }

  @Test("Q1: a key that is due already is not added twice")
  func deduplication() {
    var queue = WorkQueueState()
    for _ in 1...5 { queue.add(a, now: .zero) }
    #expect(queue.depth == 1)
    #expect(drain(&queue) == [a])
  }

  @Test("Q1: any number of adds during a pass give exactly one more pass", arguments: [1, 2, 50])
  func addsDuringPass(adds: Int) {
    var queue = WorkQueueState()
    queue.add(a, now: .zero)
    _ = queue.take(now: .zero)
    for _ in 0..<adds { queue.add(a, now: .zero) }
    #expect(queue.take(now: .zero) == nil, "two workers on one key")
    queue.done(a, .success(), now: .zero)
    #expect(queue.take(now: .zero) == a)
    queue.done(a, .success(), now: .zero)
    #expect(queue.take(now: .zero) == nil)
  }

  @Test(
    "Q2: of two wake-ups the earlier counts, in whichever order they are asked for",
    arguments: [(5, 9), (9, 5), (5, 5)]
  )
  func earliestWakeUp(first: Int, second: Int) {
    var queue = WorkQueueState()
    queue.add(a, after: .seconds(first), now: .zero)
    queue.add(a, after: .seconds(second), now: .zero)
    #expect(queue.delayed == 1)
    #expect(queue.nextWakeUp == .seconds(5))
    #expect(queue.take(now: .milliseconds(4_999)) == nil)
    #expect(queue.take(now: .seconds(5)) == a)
    #expect(queue.nextWakeUp == nil)
  }

  @Test("Q2: delayed keys become due in the order of their times, equal times as added")
  func delayedOrder() {
    var queue = WorkQueueState()
    let c = ObjectKey(namespace: "n", name: "c")
    queue.add(b, after: .seconds(2), now: .zero)
    queue.add(c, after: .seconds(1), now: .zero)
    queue.add(a, after: .seconds(2), now: .zero)
    #expect(drain(&queue, now: .seconds(3)) == [c, b, a])
  }

  @Test("a key whose time has come no longer asks to be woken, even with nobody free to take it")
  func release() {
    var queue = WorkQueueState()
    queue.add(a, after: .seconds(1), now: .zero)
    queue.release(now: .seconds(1))
    #expect(queue.nextWakeUp == nil)
    #expect(queue.depth == 1)
  }

  @Test(
    "Q2: the back-off doubles from 5 ms up to its cap",
    arguments: [
      (1, 30, 5), (2, 30, 10), (3, 30, 20), (11, 30, 5_120), (13, 30, 20_480), (14, 30, 30_000),
      (100, 30, 30_000), (9, 2, 1_280), (10, 2, 2_000), (100, 2, 2_000),
    ]
  )
  func backOff(failures: Int, capSeconds: Int, milliseconds: Int) {
    var queue = WorkQueueState()
    var now = Duration.zero
    queue.add(a, now: .zero)
    for _ in 1...failures {
      now = queue.nextWakeUp ?? now
      #expect(queue.take(now: now) == a)
      queue.done(a, .failure(backOffCap: .seconds(capSeconds)), now: now)
    }
    #expect(queue.nextWakeUp.map { $0 - now } == .milliseconds(milliseconds))
    #expect(queue.retries == failures)
  }

  @Test("Q2: a success forgets the failures before it")
  func forget() {
    var queue = WorkQueueState()
    var now = Duration.zero
    for result in [ReconcileResult.failure(), .failure(), .success(), .failure()] {
      now = queue.nextWakeUp ?? now
      queue.add(a, now: .zero)
      #expect(queue.take(now: now) == a)
      queue.done(a, result, now: now)
    }
    #expect(now == .milliseconds(5 + 10))
    #expect(queue.nextWakeUp == now + .milliseconds(5))
  }

  @Test(
    "Q2: a wake-up is never dropped because of an error: the earlier of back-off and wake-up counts",
    arguments: [(1, 1), (5, 5), (60_000, 5)]
  )
  func wakeUpSurvivesFailure(wakeAfter: Int, expected: Int) {
    var queue = WorkQueueState()
    queue.add(a, now: .zero)
    _ = queue.take(now: .zero)
    queue.done(a, .failure(wakeAfter: .milliseconds(wakeAfter)), now: .zero)
    #expect(queue.nextWakeUp == .milliseconds(expected))
  }

  @Test("Q2: a wake-up asked for by an earlier pass survives later failures with longer back-off")
  func earlierWakeUpSurvives() {
    var queue = WorkQueueState()
    queue.add(a, now: .zero)
    _ = queue.take(now: .zero)
    queue.done(a, .success(wakeAfter: .milliseconds(3)), now: .zero)
    queue.add(a, now: .zero)
    _ = queue.take(now: .zero)
    queue.done(a, .failure(), now: .zero)
    #expect(queue.nextWakeUp == .milliseconds(3))
  }

  @Test("Q3: what somebody changed goes before what is only looked at again")
  func priorities() {
    var queue = WorkQueueState()
    let c = ObjectKey(namespace: "n", name: "c")
    queue.add(a, .background, now: .zero)
    queue.add(b, .background, now: .zero)
    queue.add(c, now: .zero)
    #expect(drain(&queue) == [c, a, b])
  }

  @Test("Q3: a change raises a waiting key to the end of the normal level; nothing lowers it again")
  func raising() {
    var queue = WorkQueueState()
    let c = ObjectKey(namespace: "n", name: "c")
    queue.add(a, .background, now: .zero)
    queue.add(c, .background, now: .zero)
    queue.add(b, now: .zero)
    queue.add(a, now: .zero)
    queue.add(a, .background, now: .zero)
    #expect(queue.depth == 3)
    #expect(drain(&queue) == [b, a, c])
  }

  @Test("Q3: the priority of a change during a pass counts after it")
  func priorityDuringPass() {
    var queue = WorkQueueState()
    queue.add(a, .background, now: .zero)
    _ = queue.take(now: .zero)
    queue.add(b, .background, now: .zero)
    queue.add(a, .background, now: .zero)
    queue.add(a, now: .zero)
    queue.done(a, .success(), now: .zero)
    #expect(drain(&queue) == [a, b])
  }

  @Test(
    "Q3: a key in the background is promoted after 10 s, however much else comes in",
    arguments: [(9_999, false), (10_000, true)]
  )
  func ageing(milliseconds: Int, isPromoted: Bool) {
    var queue = WorkQueueState()
    let busy = (0..<3).map { ObjectKey(namespace: "n", name: "busy-\($0)") }
    queue.add(a, .background, now: .zero)
    for key in busy { queue.add(key, now: .zero) }
    let now = Duration.milliseconds(milliseconds)
    var order: [ObjectKey] = []
    // Each key is changed again as soon as it was worked on.
    for _ in 0..<12 {
      guard let key = queue.take(now: now) else { break }
      order.append(key)
      queue.done(key, .success(), now: now)
      if key != a { queue.add(key, now: now) }
    }
    #expect(order.contains(a) == isPromoted)
    if isPromoted { #expect(Array(order.prefix(4)) == busy + [a]) }
  }

  @Test("Q3: a key that aged in the background and changes then is handed out once")
  func agedAndChanged() {
    var queue = WorkQueueState()
    let c = ObjectKey(namespace: "n", name: "c")
    for key in [a, b, c] { queue.add(key, .background, now: .zero) }
    #expect(queue.take(now: .seconds(10)) == a)
    queue.add(b, now: .seconds(10))
    #expect(drain(&queue, now: .seconds(10)) == [b, c])
  }

  @Test("a key that changes during its pass gets no other when the queue is shut down")
  func changedAtTheEnd() {
    var queue = WorkQueueState()
    queue.add(a, now: .zero)
    _ = queue.take(now: .zero)
    queue.add(a, now: .zero)
    queue.shutDown(droppingDue: true)
    queue.done(a, .success(wakeAfter: .seconds(1)), now: .zero)
    #expect(queue.isFinished)
    #expect(queue.take(now: .seconds(2)) == nil)
  }

  @Test("Q3: a key whose time has come goes before those in the background")
  func readyWins() {
    var queue = WorkQueueState()
    queue.add(b, .background, now: .zero)
    queue.add(a, after: .seconds(1), now: .zero)
    #expect(drain(&queue, now: .seconds(1)) == [a, b])
  }

  @Test("a line of 10,000 keys keeps its order while keys leave its middle")
  func longLine() {
    var queue = WorkQueueState()
    let keys = (0..<10_000).map { ObjectKey(namespace: "n", name: "\($0)") }
    for key in keys { queue.add(key, .background, now: .zero) }
    let raised = keys.enumerated().filter { $0.offset % 3 == 1 }.map(\.element)
    for key in raised { queue.add(key, now: .zero) }
    let rest = keys.enumerated().filter { $0.offset % 3 != 1 }.map(\.element)
    #expect(drain(&queue) == raised + rest)
    #expect(queue.depth == 0)
  }

  @Test(
    "Q2: the server's Retry-After is waited for, but never longer than the cap",
    arguments: [(nil, nil, 5), (3, nil, 3_000), (3, 1, 3_000), (3_600, nil, 30_000)]
      as [(Int?, Int?, Int)]
  )
  func retryAfter(seconds: Int?, wakeAfter: Int?, milliseconds: Int) {
    var queue = WorkQueueState()
    queue.add(a, now: .zero)
    _ = queue.take(now: .zero)
    queue.done(
      a,
      .failure(
        wakeAfter: wakeAfter.map { .seconds($0) },
        retryAfter: seconds.map { .seconds($0) }
      ),
      now: .zero
    )
    #expect(queue.nextWakeUp == .milliseconds(milliseconds))
  }

  @Test("Q4: a shut-down that drops what is due ends with the passes under way")
  func dropping() {
    var queue = WorkQueueState()
    queue.add(a, now: .zero)
    queue.add(b, now: .zero)
    #expect(queue.take(now: .zero) == a)
    queue.shutDown(droppingDue: true)
    #expect(queue.isFinished)
    #expect(queue.inProgress == 1)
    #expect(queue.take(now: .zero) == nil)
  }

  @Test("Q4: shut-down hands out what is due, forgets what waits and refuses the rest")
  func shutDown() {
    var queue = WorkQueueState()
    queue.add(a, now: .zero)
    queue.add(b, after: .seconds(1), now: .zero)
    queue.shutDown()
    queue.add(b, now: .zero)
    queue.add(b, after: .seconds(1), now: .zero)
    #expect(!queue.isFinished)
    #expect(drain(&queue, now: .seconds(9)) == [a])
    #expect(queue.isFinished)
    queue.done(a, .failure(), now: .seconds(9))
    #expect(queue.nextWakeUp == nil)
  }

  @Test("ending a pass that never began changes nothing")
  func strayDone() {
    var queue = WorkQueueState()
    queue.done(a, .failure(), now: .zero)
    #expect(queue.nextWakeUp == nil)
    #expect(queue.retries == 0)
  }

  @Test("Q1: no random history hands a key out twice at once or loses an add", arguments: 0..<50)
  func histories(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var queue = WorkQueueState()
    var held: [ObjectKey] = []
    /// Keys added since their last pass began: each is owed one.
    var owed: Set<ObjectKey> = []
    var now = Duration.zero
    var handedOutTwice = false
    for _ in 0..<300 {
      let key = ObjectKey(namespace: "n", name: String(Int.random(in: 0..<5, using: &generator)))
      // Some of the histories are long enough for keys to age in the background.
      let stepMax = seed.isMultiple(of: 2) ? 5 : 3_000
      now += .milliseconds(Int.random(in: 0...stepMax, using: &generator))
      switch Int.random(in: 0..<4, using: &generator) {
      case 0:
        queue.add(key, Bool.random(using: &generator) ? .normal : .background, now: now)
        owed.insert(key)
      case 1:
        queue.add(key, after: .milliseconds(20), now: now)
      case 2:
        guard let taken = queue.take(now: now) else { break }
        handedOutTwice = handedOutTwice || held.contains(taken)
        held.append(taken)
        owed.remove(taken)
      default:
        guard !held.isEmpty else { break }
        let index = Int.random(in: 0..<held.count, using: &generator)
        let isFailure = Bool.random(using: &generator)
        queue.done(held.remove(at: index), isFailure ? .failure() : .success(), now: now)
      }
    }
    for key in held { queue.done(key, .success(), now: now) }
    #expect(!handedOutTwice)
    #expect(owed.isSubset(of: drain(&queue, now: now)))
  }

  @Test("Q2: a hundred failures at once come back at once, the others ten a second")
  func retryBudget() {
    var queue = WorkQueueState()
    let keys = (1...130).map { ObjectKey(namespace: "n", name: "k\($0)") }
    for key in keys { queue.add(key, now: .zero) }
    for key in drain(&queue) { queue.done(key, .failure(), now: .zero) }
    #expect(drain(&queue, now: .milliseconds(99)).count == 100)
    #expect(drain(&queue, now: .milliseconds(999)).count == 9)
    #expect(drain(&queue, now: .seconds(3)).count == 21)
  }

  @Test("Q2: however many fail, each comes back within its own cap", arguments: [2, 30])
  func budgetIsBounded(cap: Int) {
    var queue = WorkQueueState()
    let keys = (1...5_000).map { ObjectKey(namespace: "n", name: "k\($0)") }
    for key in keys { queue.add(key, now: .zero) }
    for key in drain(&queue) {
      queue.done(key, .failure(backOffCap: .seconds(cap)), now: .zero)
    }
    #expect(drain(&queue, now: .seconds(cap)).count == 5_000)
  }

  @Test("Q5: a key that is given back is neither a success nor a failure, and no add is lost")
  func postponed() {
    var queue = WorkQueueState()
    queue.add(a, now: .zero)
    _ = queue.take(now: .zero)
    queue.postpone(a, by: .seconds(1), now: .zero)
    #expect(queue.retries == 0)
    #expect(queue.take(now: .zero) == nil)
    #expect(queue.take(now: .seconds(1)) == a)
    queue.add(a, now: .seconds(1))
    queue.postpone(a, by: .seconds(1), now: .seconds(1))
    #expect(queue.take(now: .seconds(1)) == a, "it was added meanwhile")
  }
}
