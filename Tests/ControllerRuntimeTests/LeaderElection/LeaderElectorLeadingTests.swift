import APIMachinery
import ControllerRuntime
import Testing

struct LeaderElectorLeadingTests {
  private func leader() -> ElectorStory {
    var story = ElectorStory()
    story.acquire()
    return story
  }

  @Test("L4: the leader renews every retry period with one PUT of the version that it wrote last")
  func fastPath() {
    var story = leader()
    #expect(story.step.move == .wait(.seconds(2)))
    for renewal in 1...5 {
      #expect(story.at(Double(renewal) * 2, .due).summary == "replace")
      #expect(story.written?.resourceVersion == "\(renewal)")
      #expect(story.written?.transitions == 0)
      #expect(story.written?.field("acquireTime") == "2026-01-01T00:00:00.000000Z")
      #expect(story.accept(Double(renewal) * 2, version: renewal + 1) == .wait(.seconds(2)))
      #expect(story.step.notices == [.renewed(until: .seconds(renewal * 2 + 10))])
    }
  }

  @Test("L7: the permit counts from before the request, not from its answer")
  func slowRenewal() {
    var story = leader()
    story.at(2, .due)
    #expect(story.accept(6, version: 2) == .wait(.zero))
    #expect(story.step.notices == [.renewed(until: .seconds(12))])
  }

  @Test("L4: after a failed PUT it looks, and tries again with what it saw")
  func slowPath() {
    var story = leader()
    let seen = story.written
    #expect(seen == nil)
    story.at(2, .due)
    #expect(story.at(2, .failed("409")).summary == "read")
    let mine = ElectorStory.lease("me", version: 9)
    #expect(story.at(2, .read(mine)).summary == "replace")
    #expect(story.written?.resourceVersion == "9")
    #expect(story.at(2, .failed("409")) == .wait(.seconds(2)))
    #expect(story.elector.isLeading)
    #expect(story.at(4, .due).summary == "replace", "the fast path again")
  }

  @Test("L6: a call for the lease takes at most half the renew deadline, and never goes beyond it")
  func timeouts() {
    var story = leader()
    #expect(story.at(2, .due).timeout == .seconds(5))
    #expect(story.at(7, .failed("no answer")).timeout == .seconds(3))
    #expect(story.at(10, .failed("no answer")) == .waitForWork)
  }

  @Test("L6: the time-out is never less than a second")
  func timeoutMin() throws {
    let short = try LeaseTimings(
      leaseDuration: .seconds(3),
      renewDeadline: .milliseconds(1_500),
      retryPeriod: .milliseconds(500)
    )
    var story = ElectorStory(timings: short)
    #expect(story.at(0, .due).timeout == .seconds(1))
  }

  @Test(
    "L4: without a renewal within the deadline it stops, and waits for its work before anything"
  )
  func deadline() {
    var story = leader()
    for second in stride(from: 2.0, to: 10, by: 2) {
      story.at(second, .due)
      story.at(second, .failed("down"))
      #expect(story.at(second, .failed("down")).delay != nil)
    }
    #expect(story.at(10, .due) == .waitForWork)
    #expect(
      story.step.notices == [
        .stops(reason: "the lease ops/physics-operator was not renewed within 10s")
      ]
    )
    #expect(story.at(30, .due) == .waitForWork)
    #expect(story.at(31, .heard(ElectorStory.lease("other", version: 9))) == .waitForWork)
    #expect(story.at(32, .workEnded).summary == "read", "it contends again")
    #expect(story.at(32, .read(ElectorStory.lease("other", version: 9))).delay != nil)
  }

  @Test("L4: it never sleeps past the deadline")
  func waitsNoLonger() {
    var story = leader()
    story.at(9, .due)
    story.at(9, .failed("down"))
    #expect(story.at(9.5, .failed("down")) == .wait(.milliseconds(500)))
  }

  @Test("a process that was stopped for 40 s stops leading before it does anything else")
  func pause() {
    var story = leader()
    #expect(story.at(40, .due) == .waitForWork)
  }

  @Test("a process that was stopped in the middle of a renewal does not trust the answer")
  func pausedRenewal() {
    var story = leader()
    story.at(2, .due)
    #expect(story.accept(42, version: 2) == .waitForWork)
    #expect(!story.elector.isLeading)
  }

  @Test("a lease that another holds is lost at once")
  func taken() {
    var story = leader()
    story.at(2, .due)
    story.at(2, .failed("409"))
    #expect(story.at(2, .read(ElectorStory.lease("other", version: 9))) == .waitForWork)
    #expect(
      story.step.notices == [
        .holder("other"), .stops(reason: "the lease ops/physics-operator is held by other"),
      ]
    )
  }

  @Test("a lease that was deleted under its holder is written again as it was")
  func deleted() {
    var story = leader()
    story.at(2, .due)
    story.at(2, .failed("404"))
    #expect(story.at(2, .missing).summary == "create")
    #expect(story.written?.holder == "me")
    #expect(story.written?.resourceVersion == "")
    #expect(story.written?.field("acquireTime") == "2026-01-01T00:00:00.000000Z")
    story.accept(2, version: 20)
    #expect(story.step.notices == [.renewed(until: .seconds(12))])
  }

  @Test("L8: a lease that is wanted for another is not renewed but given up, in order")
  func preferred() {
    var story = leader()
    story.at(2, .due)
    story.at(2, .failed("409"))
    let wanted = ElectorStory.lease("me", version: 9, preferred: "other")
    #expect(story.at(2, .read(wanted)) == .waitForWork)
    #expect(
      story.step.notices == [
        .stops(reason: "the lease ops/physics-operator is wanted for other")
      ]
    )
    #expect(story.at(2.1, .workEnded).summary == "read")
    #expect(story.at(2.1, .read(wanted)).summary == "replace")
    #expect(story.written?.holder == "")
    #expect(story.written?.preferredHolder == "other")
    #expect(story.accept(2.1, version: 10) == .wait(.seconds(2)))
    story.at(4.1, .due)
    #expect(story.at(4.1, .read(ElectorStory.lease("other", version: 11))).delay != nil)
  }

  @Test(
    "L6: liveness fails when work goes on 20 s after the lease ran out, and only then",
    arguments: [(9, false), (34.9, false), (35.1, true), (3_600, true)]
  )
  func health(seconds: Double, isSick: Bool) {
    var story = leader()
    story.at(10, .due)
    let problem = story.elector.problem(at: .milliseconds(Int64(seconds * 1_000)))
    #expect((problem != nil) == isSick)
    if seconds == 35.1 {
      #expect(
        problem == "the lease ops/physics-operator was last renewed 35s ago, "
          + "and the work under it has not ended; restart this process"
      )
    }
  }

  @Test("L6: who has stopped is healthy, however long the API server stays away")
  func healthOfFollower() {
    var story = leader()
    story.at(10, .due)
    story.at(10, .workEnded)
    #expect(story.elector.problem(at: .seconds(3_600)) == nil)
  }
}
