import EmbeddedAPIServer
import Simulation
import Testing

@Suite("Which plans a trial plays")
struct PlanSelectionTests {
  private let census = ChangeCensus(writes: 4, versions: ["services": 2])

  @Test(
    "all, each so many, or so many that are spread over all",
    arguments: [
      (PlanSelection.all, 12), (.every(5), 3), (.every(50), 1), (.count(3), 3), (.count(50), 12),
    ]
  )
  func count(selection: PlanSelection, count: Int) throws {
    let plans = try selection.plans(of: .crashes, for: census, client: "operator")
    #expect(plans.count == count)
    #expect(Set(plans).count == count)
  }

  @Test(
    "a sample reaches from the first writes to the last ones, and meets every moment of a write",
    arguments: [PlanSelection.count(40), .every(3), .every(6)]
  )
  func spread(selection: PlanSelection) throws {
    let census = ChangeCensus(writes: 40, versions: [:])
    let all = try PlanFamily.crashes.plans(for: census, client: "operator")
    let plans = try selection.plans(of: .crashes, for: census, client: "operator")
    let places = try plans.map { try #require(all.firstIndex(of: $0)) }
    #expect(places == places.sorted())
    #expect(places.first ?? 0 < 6 && places.last ?? 0 >= 114)
    #expect(Set(places.map { $0 % CrashPoint.allCases.count }) == [0, 1, 2])
  }

  @Test("as many pairs are drawn as are wanted")
  func pairs() throws {
    let plans = try PlanSelection.count(9).plans(of: .pairs, for: census, client: "operator")
    #expect(plans.count == 9)
    #expect(plans.allSatisfy { $0.lives.count == 3 })
  }

  @Test(
    "plans about lists and watches need an operator that lists",
    arguments: [
      (PlanFamily.crashes, false), (.pairs, false), (.stale, true), (.unobserved, true),
    ]
  )
  func reads(family: PlanFamily, isAboutReads: Bool) throws {
    let plans = try family.plans(for: census, client: "operator")
    #expect(plans.allSatisfy { $0.isAboutReads == isAboutReads })
  }

  @Test(
    "a script is felt until its last time and its longest delay are over",
    arguments: [
      ("crash operator before the 1st write by operator", 0),
      ("delay watches by operator by 20s until 30s", 30),
      ("delay the 2nd list of pods by operator by 1m", 60),
      ("hang on the 1st get for 5s", 5),
    ]
  )
  func aftermath(script: String, seconds: Int) throws {
    #expect(try FaultScript(parsing: script).aftermath == .seconds(seconds))
  }
}
