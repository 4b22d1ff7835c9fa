import FoundationEssentials
import Simulation
import Testing
import Time

/// Every field of the custom resource with everything that may stand there, in sequences: whatever came before, the end is the same.
///
/// `FIELD_SEQUENCES=5000` plays so many.
struct FieldWalkTests {
  private static let sequences =
    ProcessInfo.processInfo.environment["FIELD_SEQUENCES"].flatMap(Int.init) ?? 12
  private static let batches = 4

  @Test("every field has probes, of every kind")
  func catalogue() {
    #expect(FieldCatalogue.paths.count > 130)
    #expect(FieldCatalogue.probes.count > FieldCatalogue.paths.count * 5)
  }

  @Test(
    "after any sequence of edits a service that is set right is like one that never was wrong",
    .tags(.slow),
    arguments: 0..<batches
  )
  func sequences(batch: Int) async throws {
    let results = try await onOwnThread { Result { try Self.play(batch) } }.get()
    for fault in results.faults { Issue.record("\(fault)") }
    print(
      "\(results.sequences) sequences: \(results.accepted) edits accepted, \(results.refused) refused"
    )
  }

  struct Results: Sendable {
    var sequences = 0
    var accepted = 0
    var refused = 0
    var faults: [String] = []
  }

  private static func play(_ batch: Int) throws -> Results {
    let reference = try fresh()
    var results = Results()
    for seed in stride(from: batch, to: sequences, by: batches) {
      try play(UInt64(seed), beside: reference, &results)
    }
    return results
  }

  private static func fresh() throws -> ChildPicture {
    var walk = try FieldWalk(seed: 1)
    defer { walk.stop() }
    try walk.mend()
    return walk.picture
  }

  private static func play(
    _ seed: UInt64,
    beside reference: ChildPicture,
    _ results: inout Results
  ) throws {
    var generator = SeededGenerator(seed: seed, stream: 5)
    var walk = try FieldWalk(seed: seed + 1)
    defer { walk.stop() }
    var story: [FieldProbe] = []
    for _ in 0..<Int.random(in: 3...8, using: &generator) {
      guard let probe = FieldCatalogue.probes.randomElement(using: &generator) else { break }
      story.append(probe)
      let tag = Int.random(in: 0...2, using: &generator) == 0 ? "v1.\(story.count)" : nil
      walk.edit(probe, tag: tag, then: generator.duration(in: .seconds(1)...(.seconds(120))))
    }
    try walk.mend()
    var faults = walk.faults
    if faults.isEmpty, let difference = walk.picture.difference(from: reference) {
      faults.append(difference)
    }
    results.sequences += 1
    results.accepted += walk.accepted
    results.refused += walk.refused
    results.faults += faults.map { "sequence \(seed): \($0); the edits were \(story)" }
  }
}
