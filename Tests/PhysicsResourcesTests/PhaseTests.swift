import PhysicsResources
import Testing

@Suite("Phases, condition types and reasons")
struct PhaseTests {
  @Test(
    "a phase decides Available, Ready, Reconciling and Stalled",
    arguments: [
      (.initializing, "FFTF"), (.steady, "TTFF"), (.progressing, "TFTF"), (.baking, "TFTF"),
      (.promoting, "TFTF"), (.paused, "TFFF"), (.rollingBack, "TFTF"), (.rolledBack, "TFFT"),
      (.degraded, "FFFT"),
    ] as [(PhysicsAPIPhase, String)]
  )
  func table(phase: PhysicsAPIPhase, row: String) {
    let conditions = phase.conditions
    let columns = [
      conditions.available, conditions.ready, conditions.reconciling, conditions.stalled,
    ]
    #expect(columns.map { $0 ? "T" : "F" }.joined() == row)
  }

  @Test("the phases are those of the table and no others")
  func closed() {
    #expect(PhysicsAPIPhase.allCases.count == 9)
  }

  @Test(
    "nothing is at work and stuck at once, and only a served service is ready",
    arguments: PhysicsAPIPhase.allCases
  )
  func consistent(phase: PhysicsAPIPhase) {
    let conditions = phase.conditions
    #expect(!(conditions.reconciling && conditions.stalled))
    #expect(!conditions.ready || conditions.available)
  }

  @Test(
    "every reason is a CamelCase word that metav1.Condition accepts",
    arguments: ConditionReason.allCases
  )
  func reasonWords(reason: ConditionReason) throws {
    let word = try Regex("[A-Z][A-Za-z0-9]{2,127}")
    #expect(reason.rawValue.wholeMatch(of: word) != nil)
  }
}
