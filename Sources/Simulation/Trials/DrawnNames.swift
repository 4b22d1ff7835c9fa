import APIMachinery
import JSON

/// Names that a server drew from `generateName`: one is as good as another, wherever it is mentioned.
struct DrawnNames: Sendable {
  private struct Name: Sendable {
    let drawn: [UInt8]
    let settled: [UInt8]
  }

  /// The longest first: one may be the stem of another.
  private var names: [Name] = []
  private var shortest = Int.max

  init(in objects: [APIObject]) {
    let drawn = Set(objects.filter(\.hasDrawnName).map(\.name))
    for name in drawn.sorted(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) {
      let stem = settled(String(name.dropLast(APIObject.suffixLength)))
      names.insert(Name(drawn: Array(name.utf8), settled: Array("\(stem)*".utf8)), at: 0)
      shortest = min(shortest, name.utf8.count)
    }
  }

  /// `the image of made-x7k2p` becomes `the image of made-*`.
  func settled(_ text: String) -> String {
    guard text.utf8.count >= shortest else { return text }
    var result: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let first = rest.first {
      if let name = names.first(where: { rest.starts(with: $0.drawn) }) {
        result += name.settled
        rest = rest.dropFirst(name.drawn.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension APIObject {
  fileprivate static let suffixLength = 5
  /// How much of a `generateName` servers use.
  private static let stemLengthMax = 58
  /// What servers draw suffixes from: no vowels, no look-alikes.
  private static let alphabet = "bcdfghjklmnpqrstvwxz2456789"

  /// Not so where whoever created it gave it a name beside the `generateName`.
  fileprivate var hasDrawnName: Bool {
    guard let prefix = metadata["generateName"]?.stringValue, !prefix.isEmpty else { return false }
    let stem = String(prefix.prefix(Self.stemLengthMax))
    let suffix = name.dropFirst(stem.count)
    return name.hasPrefix(stem) && suffix.count == Self.suffixLength
      && suffix.allSatisfy(Self.alphabet.contains)
  }
}
