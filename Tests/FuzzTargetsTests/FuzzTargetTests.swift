import FoundationEssentials
import FuzzTargets
import Testing

/// What `hack/fuzz.sh` does for hours, on a small scale and the same way each time.
@Suite("Fuzz targets")
struct FuzzTargetTests {
  /// Spoilt inputs of each target; FUZZ_MUTATIONS sets more.
  private static let mutations =
    ProcessInfo.processInfo.environment["FUZZ_MUTATIONS"].flatMap { Int($0) } ?? 300

  @Test("every input of the corpus keeps the law", arguments: FuzzTarget.all.map(\.name))
  func corpus(name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    let corpus = try Corpus(of: target)
    #expect(corpus.entries.count >= 3)
    for entry in corpus.entries {
      #expect(throws: Never.self, "Corpus/\(name)/\(entry.name)") { try target.play(entry.bytes) }
    }
  }

  @Test("spoilt inputs keep the law", arguments: FuzzTarget.all.map(\.name))
  func mutations(name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    var mutator = Mutator(corpus: try Corpus(of: target), seed: 9)
    for _ in 0..<Self.mutations {
      let input = mutator.next()
      do {
        try target.play(input)
      } catch {
        Issue.record("\(error), for the input in base64 \(Data(input).base64EncodedString())")
      }
    }
  }

  @Test("the targets are sorted, and no two have one name")
  func names() {
    let names = FuzzTarget.all.map(\.name)
    #expect(names == names.sorted())
    #expect(Set(names).count == names.count)
  }
}
