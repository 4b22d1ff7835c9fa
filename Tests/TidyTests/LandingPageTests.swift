import FoundationEssentials
import Testing

/// The first page of each room in the generated documentation.
@Suite struct LandingPageTests {
  private static let rooms = Rooms.ours.keys.sorted().filter {
    !["CCurl", "CYAML", "PhysicsOperator"].contains($0)
  }

  @Test(
    "each room has a page that says what belongs in it, and no more imports than it may have",
    arguments: rooms
  )
  func page(room: String) throws {
    let path = "Sources/\(room)/\(room).docc/\(room).md"
    let text = try String(contentsOf: Repository().root.appending(path: path), encoding: .utf8)
    #expect(text.hasPrefix("# ``\(room)``\n"))
    let allowed = Rooms.ours[room, default: []].sorted().map { "`\($0)`" }
    let names = allowed.isEmpty ? "nothing of ours" : allowed.joined(separator: ", ")
    #expect(text.contains("\nMay import: \(names).\n"), "\(path) is not what Rooms.swift says")
    #expect(text.contains("\n## Topics\n"), "\(path) names no types")
  }
}
