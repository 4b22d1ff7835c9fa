import FoundationEssentials
import FuzzTargets

/// The committed inputs of one target, and the words of its language.
struct Corpus {
  struct Entry {
    let name: String
    let bytes: [UInt8]
  }

  let entries: [Entry]
  let words: [[UInt8]]

  /// Reads `Corpus/NAME/*` and `Corpus/NAME.dict`, sorted by name.
  init(of target: FuzzTarget) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Corpus")
    let inputs = folder.appending(path: target.name)
    entries = try FileManager.default.contentsOfDirectory(atPath: inputs.path).sorted().map {
      Entry(name: $0, bytes: Array(try Data(contentsOf: inputs.appending(path: $0))))
    }
    let dictionary = folder.appending(path: "\(target.name).dict")
    words = try String(contentsOf: dictionary, encoding: .utf8).split(separator: "\n")
      .compactMap(Self.word)
  }

  /// `"\x0A"` and `"{\"a\""`, as libFuzzer reads them; `nil` for a comment.
  private static func word(_ line: Substring) -> [UInt8]? {
    guard line.first == "\"", line.last == "\"", line.count > 2 else { return nil }
    var word: [UInt8] = []
    var rest = line.dropFirst().dropLast().utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        word.append(byte)
        continue
      }
      guard rest.first == UInt8(ascii: "x") else {
        rest.popFirst().map { word.append($0) }
        continue
      }
      UInt8(Substring(rest.dropFirst().prefix(2)), radix: 16).map { word.append($0) }
      rest = rest.dropFirst(3)
    }
    return word
  }
}
