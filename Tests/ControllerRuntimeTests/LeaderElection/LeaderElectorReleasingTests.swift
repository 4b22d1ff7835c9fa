import APIMachinery
import ControllerRuntime
import Testing

struct LeaderElectorReleasingTests {
  /// A leader that was asked to end at 1 s.
  private func leaving() -> ElectorStory {
    var story = ElectorStory()
    story.acquire()
    story.at(1, .shutDown)
    return story
  }

  @Test("L5: the lease is renewed while work winds up, and given back only after it has ended")
  func order() throws {
    var story = leaving()
    #expect(story.step.move == .wait(.seconds(1)))
    #expect(story.at(2, .due).summary == "replace")
    #expect(story.written?.holder == "me")
    story.accept(2, version: 2)
    #expect(story.at(3, .workEnded).summary == "read")
    #expect(story.step.notices == [.stops(reason: "all work has ended")])
    #expect(story.at(3, .read(ElectorStory.lease("me", version: 2))).summary == "replace")
    let record = try #require(story.written)
    #expect(record.holder == "")
    #expect(record.duration == .seconds(1))
    #expect(record.transitions == 3)
    #expect(record.resourceVersion == "2")
    #expect(story.accept(3, version: 3) == .finish)
    #expect(story.step.notices == [.holder(""), .released])
  }

  @Test("work that does not end in 15 s is cancelled, and the lease still given back after it")
  func drainLimit() {
    var story = leaving()
    for second in stride(from: 2.0, to: 16, by: 2) {
      story.at(second, .due)
      story.accept(second, version: Int(second))
    }
    #expect(story.step.move == .wait(.seconds(2)))
    #expect(story.at(16, .due) == .waitForWork)
    #expect(
      story.step.notices == [
        .stops(reason: "work has not ended within 15s of the shut-down")
      ]
    )
    #expect(story.at(17, .workEnded).summary == "read")
    #expect(story.at(17, .read(ElectorStory.lease("me", version: 99))).summary == "replace")
  }

  @Test("another's lease is not given back")
  func foreign() {
    var story = leaving()
    story.at(2, .workEnded)
    #expect(story.at(2, .read(ElectorStory.lease("other", version: 9))) == .finish)
    #expect(story.step.notices == [.holder("other")])
  }

  @Test("giving back is tried twice, then the lease is left to run out")
  func failure() {
    var story = leaving()
    story.at(2, .workEnded)
    #expect(story.at(2, .failed("down")).summary == "read")
    #expect(story.at(3, .failed("down")) == .finish)
  }

  @Test("work that ends by itself ends the election: a process that does nothing must not lead")
  func workEnds() {
    var story = ElectorStory()
    story.acquire()
    #expect(story.at(1, .workEnded).summary == "read")
    story.at(1, .read(ElectorStory.lease("me", version: 2)))
    #expect(story.accept(1, version: 3) == .finish)
  }
}
