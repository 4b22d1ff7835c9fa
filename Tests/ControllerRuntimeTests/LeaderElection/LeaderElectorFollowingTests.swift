import APIMachinery
import ControllerRuntime
import JSON
import Testing

struct LeaderElectorFollowingTests {
  @Test("L3: a lease that does not exist is created, with no transition counted")
  func creation() throws {
    var story = ElectorStory()
    #expect(story.at(0, .due).summary == "read")
    #expect(story.at(0.1, .missing).summary == "create")
    let record = try #require(story.written)
    #expect(record.holder == "me")
    #expect(record.duration == .seconds(15))
    #expect(record.transitions == 0)
    #expect(record.field("acquireTime") == "2026-01-01T00:00:00.100000Z")
    #expect(record.field("renewTime") == "2026-01-01T00:00:00.100000Z")
    story.accept(0.2, version: 1)
    #expect(story.step.notices == [.holder("me"), .leads(until: .milliseconds(10_100))])
    #expect(story.elector.isLeading)
  }

  @Test("L3: a lease that was given back is taken with its resource version, one transition later")
  func released() throws {
    var story = ElectorStory()
    story.at(0, .due)
    #expect(story.at(0, .read(ElectorStory.lease("", version: 7))).summary == "replace")
    let record = try #require(story.written)
    #expect(record.resourceVersion == "7")
    #expect(record.transitions == 4)
    #expect(record.field("acquireTime") == "2026-01-01T00:00:00.000000Z")
  }

  @Test("after a backup was restored the lease is taken with the version that it has now")
  func restored() throws {
    var story = ElectorStory()
    story.at(0, .due)
    story.at(0, .read(ElectorStory.lease("other", version: 1_000)))
    story.at(15, .due)
    #expect(story.at(15, .read(ElectorStory.lease("other", version: 900))).summary == "replace")
    #expect(try #require(story.written).resourceVersion == "900")
  }

  @Test("L3: who loses the race for it goes on as a candidate")
  func lostRace() {
    var story = ElectorStory()
    story.at(0, .due)
    story.at(0, .read(ElectorStory.lease("")))
    let move = story.at(0.1, .failed("409"))
    #expect(story.step.notices == [.failed("409")])
    #expect(move.delay != nil)
    #expect(!story.elector.isLeading)
  }

  @Test(
    "L2: a lease counts from when its last change was heard of, whatever time of day it states",
    arguments: ["1990-01-01T00:00:00.000000Z", "2099-01-01T00:00:00.000000Z"]
  )
  func localExpiry(renewTime: String) {
    var story = ElectorStory()
    let lease = ElectorStory.lease("other", renewed: renewTime)
    story.at(0, .due)
    story.at(1, .read(lease))
    for second in stride(from: 3.0, to: 16, by: 2) {
      story.at(second, .due)
      #expect(story.at(second, .read(lease)).delay != nil, "at \(second) s")
    }
    story.at(15.999, .due)
    #expect(story.at(15.999, .read(lease)).summary == "wait 0.001 seconds")
    story.at(16, .due)
    #expect(story.at(16, .read(lease)).summary == "replace")
  }

  @Test("L2: every renewal makes it count anew; a label on it does not")
  func renewals() {
    var story = ElectorStory()
    story.at(0, .due)
    story.at(0, .read(ElectorStory.lease("other", version: 1, renewed: "a")))
    story.at(10, .due)
    story.at(10, .read(ElectorStory.lease("other", version: 2, renewed: "b")))
    var labelled = ElectorStory.lease("other", version: 3, renewed: "b").object
    labelled.metadata["labels"] = ["a": "b"]
    story.at(20, .due)
    #expect(story.at(20, .read(LeaseRecord(labelled))).delay != nil)
    story.at(25, .due)
    #expect(story.at(25, .read(LeaseRecord(labelled))).summary == "replace")
    #expect(story.written?.resourceVersion == "3")
  }

  @Test("L1: a candidate looks again after one to 2.2 retry periods, or when the lease runs out")
  func patience() {
    var story = ElectorStory()
    let lease = ElectorStory.lease("other")
    story.at(0, .due)
    var delays: [Duration] = []
    for _ in 1...200 {
      delays.append(story.at(0, .read(lease)).delay ?? .zero)
      story.at(0, .due)
    }
    #expect(delays.allSatisfy { (.seconds(2)...(.milliseconds(4_400))).contains($0) })
    #expect((delays.max() ?? .zero) - (delays.min() ?? .zero) > .seconds(2))
    #expect(story.at(14, .read(lease)).delay == .seconds(1))
  }

  @Test("a watch that shows the lease given back makes a candidate take it at once")
  func heard() {
    var story = ElectorStory()
    story.at(0, .due)
    story.at(0, .read(ElectorStory.lease("other", version: 5)))
    #expect(story.at(1, .heard(ElectorStory.lease("", version: 6))).summary == "replace")
  }

  @Test("a watch that lags behind changes nothing")
  func stale() {
    var story = ElectorStory()
    story.at(0, .due)
    let delay = story.at(0, .read(ElectorStory.lease("other", version: 5))).delay ?? .zero
    let stale = ElectorStory.lease("", version: 4)
    #expect(story.at(1, .heard(stale)).delay == delay - .seconds(1))
    #expect(story.elector.holder == "other")
  }

  @Test("a lease that somebody deleted is honoured until it would have run out")
  func deleted() {
    var story = ElectorStory()
    story.at(0, .due)
    story.at(0, .read(ElectorStory.lease("other")))
    story.at(14, .due)
    #expect(story.at(14, .missing).delay == .seconds(1))
    story.at(15, .due)
    #expect(story.at(15, .missing).summary == "create")
  }

  @Test("a process that lost the lease takes it again at once when nobody else has it")
  func ownLease() {
    var story = ElectorStory()
    story.at(0, .due)
    #expect(story.at(0, .read(ElectorStory.lease("me", transitions: 3))).summary == "replace")
    #expect(story.written?.transitions == 3, "the holder has not changed")
    #expect(story.written?.field("acquireTime") == "2020-01-01T00:00:00.000000Z")
  }

  @Test("an answer that took longer than the renew deadline makes nobody leader")
  func slowAnswer() {
    var story = ElectorStory()
    story.at(0, .due)
    story.at(0, .missing)
    #expect(story.accept(10, version: 1).summary == "read")
    #expect(!story.elector.isLeading)
  }

  @Test("L8: a free lease that is meant for another is left to him for one lease duration")
  func promised() {
    var story = ElectorStory()
    let lease = ElectorStory.lease("", preferred: "other")
    story.at(0, .due)
    #expect(story.at(0, .read(lease)).delay != nil)
    story.at(15, .due)
    #expect(story.at(15, .read(lease)).summary == "replace")
    #expect(story.written?.preferredHolder == "")
  }

  @Test("a follower ends at once")
  func shutDown() {
    var story = ElectorStory()
    story.at(0, .due)
    story.at(0, .read(ElectorStory.lease("other")))
    #expect(story.at(1, .shutDown) == .finish)
    #expect(story.step.notices == [])
  }
}
