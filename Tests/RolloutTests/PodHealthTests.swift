import Rollout
import Testing
import Time

@Suite("Pod health")
struct PodHealthTests {
  private static let start = Scenario.now - .seconds(300)

  private static func ended(
    _ name: String,
    exit: Int = 1,
    ago: Duration = .seconds(10),
    restarts: Int = 1,
    leaving: Bool = false
  ) -> PodFact {
    PodFact(
      name: name,
      createdAt: start,
      restarts: restarts,
      lastTermination: .init(exitCode: exit, at: Scenario.now - ago, reason: "Error"),
      isLeaving: leaving
    )
  }

  private static func waiting(_ reason: String, age: Duration = .seconds(10)) -> PodFact {
    PodFact(name: "a", createdAt: Scenario.now - age, waitingReason: reason)
  }

  @Test(
    "finds what cannot mend itself and nothing else",
    arguments: [
      ([], nil),
      ([waiting("CrashLoopBackOff")], "CrashLoopBackOff: pod a is in CrashLoopBackOff"),
      (
        [waiting("CreateContainerConfigError")],
        "ContainerConfigInvalid: pod a cannot start: CreateContainerConfigError"
      ),
      (
        [waiting("InvalidImageName")],
        "ContainerConfigInvalid: pod a cannot start: InvalidImageName"
      ),
      ([waiting("ImagePullBackOff", age: .seconds(119))], nil),
      (
        [waiting("ErrImagePull", age: .seconds(120))],
        "ImagePullFailed: pod a cannot pull its image for 2m"
      ),
      ([ended("a")], nil),
      ([ended("a", restarts: 2)], "ContainersTerminated: containers ended with an error on a"),
      (
        [ended("a"), ended("b")],
        "ContainersTerminated: containers ended with an error on a, b"
      ),
      ([ended("a", exit: 0), ended("b")], nil),
      ([ended("a"), ended("b", leaving: true)], nil),
      ([ended("a"), ended("b", ago: .seconds(301))], nil),
    ] as [([PodFact], String?)]
  )
  func finding(pods: [PodFact], text: String?) {
    let finding = PodHealth.finding(on: pods, since: Self.start, at: Scenario.now)
    #expect(finding.map { "\($0.reason.rawValue): \($0.message)" } == text)
  }

  @Test("names the last exit of a crash loop")
  func crashLoopWithExit() {
    let pod = PodFact(
      name: "a",
      createdAt: Self.start,
      waitingReason: "CrashLoopBackOff",
      lastTermination: .init(exitCode: 137, at: Scenario.now, reason: "OOMKilled")
    )
    let finding = PodHealth.finding(on: [pod], since: Self.start, at: Scenario.now)
    #expect(finding?.message == "pod a is in CrashLoopBackOff, last exit 137 (OOMKilled)")
  }
}
