import APIMachinery
import ControllerRuntime
import Testing

struct WriteGateStateTests {
  private let owner = ObjectKey(namespace: "n", name: "a")
  private let other = ObjectKey(namespace: "n", name: "b")

  /// A gate that waits for version 7 of the services and 9 of the deployments.
  private var gate: WriteGateState {
    var gate = WriteGateState()
    gate.record(.services, "7", for: owner, now: .zero)
    gate.record(.deployments, "9", for: owner, now: .zero)
    return gate
  }

  @Test(
    "Q5: a pass waits until the copy of each type shows what was written of it",
    arguments: [
      ("6", "9", true), ("7", "8", true), ("7", "9", false), ("8", "100", false), ("", "9", true),
    ]
  )
  func versions(services: String, deployments: String, waits: Bool) {
    var gate = gate
    let pause = gate.pause(before: owner, now: .zero) {
      $0 == .services ? services : deployments
    }
    #expect((pause != nil) == waits)
    #expect(gate.count == (waits ? 1 : 0), "what is seen is forgotten")
  }

  @Test("Q5: of two writes of a type the later one counts, in whichever order they are answered")
  func latest() {
    var gate = gate
    gate.record(.services, "12", for: owner, now: .zero)
    gate.record(.services, "11", for: owner, now: .zero)
    #expect(gate.pause(before: owner, now: .zero) { _ in "11" } != nil)
    #expect(gate.pause(before: owner, now: .zero) { _ in "12" } == nil)
  }

  @Test("Q5: nobody waits for the writes of another owner")
  func owners() {
    var gate = gate
    #expect(gate.pause(before: other, now: .zero) { _ in "" } == nil)
  }

  @Test("Q5: an owner that is gone is not waited for")
  func gone() {
    var gate = gate
    gate.forget(owner)
    #expect(gate.count == 0)
    #expect(gate.pause(before: owner, now: .zero) { _ in "" } == nil)
  }

  @Test("Q5: the copies are asked again after 5, 10, 20, … ms, and for two seconds at the most")
  func backOff() {
    var gate = gate
    var now = Duration.zero
    var pauses: [Duration] = []
    while let pause = gate.pause(before: owner, now: now, seen: { _ in "" }) {
      pauses.append(pause)
      now += pause
    }
    #expect(
      pauses.prefix(4) == [
        .milliseconds(5), .milliseconds(5), .milliseconds(10), .milliseconds(20),
      ]
    )
    #expect(now == WriteGateState.patience)
    #expect(pauses.count < 15)
  }

  @Test("a version that cannot be compared is not waited for", arguments: ["", "0", "x", "07"])
  func incomparable(version: String) {
    var gate = WriteGateState()
    gate.record(.services, version, for: owner, now: .zero)
    #expect(gate.count == 0)
  }
}
