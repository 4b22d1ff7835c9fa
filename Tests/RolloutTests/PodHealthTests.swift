import Rollout
import Testing
import Time

@Suite("Pod health")
struct PodHealthTests {
  /// The stop was entered five minutes ago.
  private static let start = Scenario.now - .seconds(300)

  private static func exit(
    _ code: Int = 1,
    ago: Duration = .seconds(10),
    ranFor: Duration? = .seconds(5),
    after earlier: Int = 0,
    reason: String = "Error"
  ) -> PodFact.Exit {
    let end = Scenario.now - ago
    return PodFact.Exit(
      exitCode: code,
      startedAt: ranFor.map { end - $0 },
      at: end,
      reason: reason,
      earlierExits: earlier
    )
  }

  private static func pod(
    _ name: String = "a",
    _ exits: PodFact.Exit...,
    leaving: Bool = false
  ) -> PodFact {
    PodFact(name: name, exits: exits, isLeaving: leaving)
  }

  private static func waiting(
    _ reason: String,
    _ message: String = "",
    since ago: Duration = .seconds(10)
  ) -> PodFact {
    PodFact(
      name: "a",
      waits: [PodFact.Wait(reason, message: message, since: Scenario.now - ago)]
    )
  }

  private static func finding(on pods: [PodFact]) -> String? {
    PodHealth.finding(on: pods, since: start, at: Scenario.now)
      .map { "\($0.reason.rawValue): \($0.message)" }
  }

  @Test(
    "finds what cannot mend itself and nothing else",
    arguments: [
      ([], nil),
      ([waiting("CrashLoopBackOff")], "CrashLoopBackOff: pod a is in CrashLoopBackOff"),
      (
        [waiting("CreateContainerConfigError", "configmap \"api\" not found")],
        "ContainerConfigInvalid: pod a cannot start: CreateContainerConfigError: configmap \"api\" not found"
      ),
      (
        [waiting("InvalidImageName")], "ImageNameInvalid: pod a cannot start: InvalidImageName"
      ),
      ([waiting("CreateContainerError")], nil),
      ([waiting("ImagePullBackOff", since: .seconds(119))], nil),
      (
        [waiting("ErrImagePull", since: .seconds(120))],
        "ImagePullFailed: pod a cannot pull its image for 2m: ErrImagePull"
      ),
    ] as [([PodFact], String?)]
  )
  func waits(pods: [PodFact], text: String?) {
    #expect(Self.finding(on: pods) == text)
  }

  /// Life of the pod by exits within the stop: each row is what a status can show of one story.
  @Test(
    "counts two failed exits since the stop was entered, on one pod or on two",
    arguments: [
      ("one exit", [pod("a", exit())], nil),
      ("one exit, of a young pod that ended before", [pod("a", exit(after: 1))], "a (exit 1)"),
      ("two exits shown", [pod("a", exit(ago: .seconds(60)), exit())], "a (exit 1)"),
      (
        "one in this stop, one long before it", [pod("a", exit(ranFor: .seconds(900), after: 1))],
        nil
      ),
      (
        "one in this stop, one shown from before", [pod("a", exit(), exit(ago: .seconds(301)))], nil
      ),
      ("many, all before the stop", [pod("a", exit(ago: .seconds(301), after: 7))], nil),
      ("one, and nobody knows since when it ran", [pod("a", exit(ranFor: nil, after: 1))], nil),
      ("one on each of two pods", [pod("a", exit()), pod("b", exit())], "a (exit 1), b (exit 1)"),
      (
        "one on each, one before the stop", [pod("a", exit()), pod("b", exit(ago: .seconds(301)))],
        nil
      ),
      ("one good end and one bad", [pod("a", exit(0)), pod("b", exit())], nil),
      (
        "the other is on a pod that leaves", [pod("a", exit()), pod("b", exit(), leaving: true)],
        nil
      ),
      (
        "out of memory twice",
        [pod("a", exit(137, after: 1, reason: "OOMKilled"))], "a (OOMKilled, exit 137)"
      ),
      (
        "at the instant of entry", [pod("a", exit(ago: .seconds(300))), pod("b", exit())],
        "a (exit 1), b (exit 1)"
      ),
    ] as [(String, [PodFact], String?)]
  )
  func exits(story: String, pods: [PodFact], names: String?) {
    let text = names.map { "ContainersTerminated: containers ended with an error on \($0)" }
    #expect(Self.finding(on: pods) == text, "\(story)")
  }

  @Test("names no more than five pods")
  func manyPods() {
    let pods = (1...9).map { Self.pod("p\($0)", Self.exit()) }
    let names = (1...5).map { "p\($0) (exit 1)" }.joined(separator: ", ")
    #expect(
      Self.finding(on: pods)
        == "ContainersTerminated: containers ended with an error on \(names)"
    )
  }

  @Test("names the last exit of a crash loop")
  func crashLoopWithExit() {
    let pod = PodFact(
      name: "a",
      waits: [PodFact.Wait("CrashLoopBackOff", since: Scenario.now)],
      exits: [Self.exit(1, ago: .seconds(90)), Self.exit(137, reason: "OOMKilled")]
    )
    #expect(
      Self.finding(on: [pod])
        == "CrashLoopBackOff: pod a is in CrashLoopBackOff, last exit 137 (OOMKilled)"
    )
  }
}
