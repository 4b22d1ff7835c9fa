import FoundationEssentials
import Planning
import Testing

@Suite("The picture of a service")
struct ServiceTreeTests {
  private static let folder =
    "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Fixtures/Pictures"

  /// `WRITE_PICTURES=1 swift test --filter ServiceTreeTests` writes them anew, for reading the difference.
  private static let isWriting = ProcessInfo.processInfo.environment["WRITE_PICTURES"] != nil

  @Test("has 80 columns, without colour and with it", arguments: Scene.allCases)
  func picture(scene: Scene) throws {
    let report = try scene.report()
    let lines = ServiceTree(report).lines
    let plain = TreePainter(width: 80, isColoured: false).paint(lines)
    let coloured = TreePainter(width: 80, isColoured: true).paint(lines)
    let escaped = coloured.split(separator: "\u{1B}", omittingEmptySubsequences: false)
      .joined(separator: "\\e")
    let text = "\(plain)\n\nwhy: \(Why(report).sentence)\n\n\(escaped)\n"
    let path = "\(Self.folder)/\(scene.rawValue).txt"
    if Self.isWriting { try text.write(toFile: path, atomically: false, encoding: .utf8) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test(
    "is never wider than its paper and never ends in blanks",
    arguments: Scene.allCases,
    [20, 40, 60, 80, 120]
  )
  func width(scene: Scene, width: Int) throws {
    let lines = ServiceTree(try scene.report()).lines
    let text = TreePainter(width: width, isColoured: false).paint(lines)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(Columns.count(line) <= width, "\(line)")
      #expect(!line.hasSuffix(" "), "\(line)|")
      #expect(!line.contains("\u{1B}"))
    }
  }

  @Test("says the same in colour", arguments: Scene.allCases)
  func colour(scene: Scene) throws {
    let lines = ServiceTree(try scene.report()).lines
    let plain = TreePainter(width: 80, isColoured: false).paint(lines)
    let coloured = TreePainter(width: 80, isColoured: true).paint(lines)
    #expect(coloured != plain)
    #expect(Columns.withoutColour(coloured) == plain)
  }

  @Test("cuts nothing where nothing limits a line")
  func endless() throws {
    let lines = ServiceTree(try Scene.longNames.report()).lines
    let text = TreePainter(width: nil, isColoured: false).paint(lines)
    #expect(!text.contains("…"))
    #expect(
      text.contains(String(repeating: "n", count: 63) + ":" + String(repeating: "n", count: 63))
    )
  }
}

/// Counts columns in a way of its own: by Python's `unicodedata.east_asian_width` for what the scenes use.
enum Columns {
  static func count(_ text: some StringProtocol) -> Int {
    text.reduce(0) { sum, character in
      let wide: Set<Character> = ["👩‍🔬"]
      let first = character.unicodeScalars.first?.value ?? 0
      let isWide = (0x3040...0x30FF).contains(first) || (0x4E00...0x9FFF).contains(first)
      return sum + (isWide || wide.contains(character) ? 2 : 1)
    }
  }

  static func withoutColour(_ text: String) -> String {
    text.split(separator: "\u{1B}[", omittingEmptySubsequences: false).enumerated().map {
      $0.offset == 0 ? String($0.element) : String($0.element.drop { $0 != "m" }.dropFirst())
    }.joined()
  }
}
