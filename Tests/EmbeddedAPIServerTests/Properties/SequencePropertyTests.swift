import FoundationEssentials
import Testing

/// Random sequences of writes by three managers on three kinds in two namespaces, read all the while by lists, pages and watches.
///
/// The oracle in `ModelObject` knows what each write must answer, change and own; the laws in `SequenceRun+Past` hold for whatever was read.
/// `SEQUENCE_SEED=17 swift test --filter SequencePropertyTests` runs one sequence alone.
@Suite("Laws over random sequences")
struct SequencePropertyTests {
  /// In debug builds a tenth is enough to find most mistakes.
  #if DEBUG
    private static let sequencesPerBatch: UInt64 = 10
  #else
    private static let sequencesPerBatch: UInt64 = 100
  #endif
  private static let batches: [UInt64] = Array(0..<100)
  private static let operations = 24

  private static let seed = ProcessInfo.processInfo.environment["SEQUENCE_SEED"].flatMap {
    UInt64($0)
  }

  @Test("every law holds after every operation", arguments: seed == nil ? batches : [0])
  func laws(batch: UInt64) async {
    let first = batch * Self.sequencesPerBatch
    let seeds = Self.seed.map { $0...$0 } ?? first...(first + Self.sequencesPerBatch - 1)
    for seed in seeds where await !holds(seed: seed) { return }
  }

  private func holds(seed: UInt64) async -> Bool {
    let run = SequenceRun(seed: seed)
    await Task.yield()
    do {
      try await run.run(operations: Self.operations)
      return true
    } catch {
      let trail = Self.seed == nil ? run.trail.suffix(3) : run.trail[...]
      Issue.record(
        """
        \(error)
        after \(run.trail.count) steps, the last being
        \(trail.joined(separator: "\n"))
        replay: SEQUENCE_SEED=\(seed) swift test --filter SequencePropertyTests
        """
      )
      return false
    }
  }
}
