/// Spoils inputs the way libFuzzer does, but the same way each time.
struct Mutator {
  private var random: SeededGenerator
  private let corpus: Corpus

  init(corpus: Corpus, seed: UInt64) {
    self.corpus = corpus
    random = SeededGenerator(seed: seed)
  }

  /// Some entry of the corpus with one to four changes.
  mutating func next() -> [UInt8] {
    guard var bytes = corpus.entries.randomElement(using: &random)?.bytes else { return [] }
    for _ in 0..<Int.random(in: 1...4, using: &random) { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let range = someRange(of: bytes)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes.removeSubrange(range)
    case 1: bytes.insert(contentsOf: bytes[range], at: range.lowerBound)
    case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: range.lowerBound)
    case 3: flip(&bytes, at: range.lowerBound)
    case 4: splice(&bytes, at: range.lowerBound)
    default:
      guard let word = corpus.words.randomElement(using: &random) else { return }
      bytes.replaceSubrange(
        Bool.random(using: &random) ? range : range.lowerBound..<range.lowerBound,
        with: word
      )
    }
  }

  private mutating func flip(_ bytes: inout [UInt8], at index: Int) {
    guard index < bytes.count else { return }
    bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
  }

  /// Goes on as another entry does.
  private mutating func splice(_ bytes: inout [UInt8], at index: Int) {
    guard let other = corpus.entries.randomElement(using: &random)?.bytes else { return }
    bytes.replaceSubrange(index..., with: other[someRange(of: other)])
  }

  /// At most 16 bytes somewhere.
  private mutating func someRange(of bytes: [UInt8]) -> Range<Int> {
    let start = Int.random(in: 0...bytes.count, using: &random)
    return start..<min(bytes.count, start + Int.random(in: 0...16, using: &random))
  }
}
