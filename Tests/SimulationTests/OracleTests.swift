import Simulation
import Testing

/// Oracles that see nothing prove nothing: each planted bug must be caught, by its own law.
struct OracleTests {
  @Test("a planted bug is seen", arguments: PlantedBug.all)
  func catches(bug: PlantedBug) throws {
    let careless = try CarelessOperator(seed: 19)
    try bug.write(careless)
    let laws = Set(careless.run.bench.breaches.map(\.law)).sorted()
    #expect(laws.contains(bug.law), "\(bug.name): \(careless.run.bench.breaches)")
    careless.run.world.stop()
  }

  @Test("the repair of what a rival did to our objects is no breach", arguments: RivalEdit.all)
  func spares(edit: RivalEdit) throws {
    let careless = try CarelessOperator(seed: 19)
    try edit.spoil(careless)
    careless.run.world.run(for: .seconds(5))
    try edit.repair(careless)
    #expect(careless.run.bench.breaches == [], "\(edit.name)")
    careless.run.world.stop()
  }

  @Test("every law of the oracles has a planted bug")
  func covers() {
    let laws = [
      "I1", "I10", "I11", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "O3", "O4", "O5", "O6",
    ]
    #expect(Set(PlantedBug.all.map(\.law)).sorted() == laws)
  }
}
