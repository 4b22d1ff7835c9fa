/// Holds the arrows between the rooms.
enum ImportRule {
  static func findings(in file: SourceFile) -> [Finding] {
    file.code.enumerated().compactMap { index, line in
      module(importedBy: line)
        .flatMap { mend(importing: $0, in: file.room) }
        .map { file.finding(index, $0) }
    }
  }

  private static func mend(importing module: String, in room: String) -> String? {
    if module == "Foundation" {
      return "Foundation links 34 MB of ICU data; import FoundationEssentials"
    }
    guard let allowed = Rooms.ours[room] else {
      return
        "the room \(room) is not in the table; add it to Rooms.swift and to the architecture page"
    }
    if Rooms.everywhere.contains(module) || allowed.contains(module) { return nil }
    guard Rooms.ours[module] == nil else {
      return "\(room) may not import \(module); move the code up, or the type that it needs down"
    }
    if room == "PhysicsOperator" || Rooms.external[room]?.contains(module) == true { return nil }
    return
      "\(room) may not import the package \(module); use it in a room that may, behind our own type"
  }

  /// `JSON` for `package import JSON` and for `import struct JSON.JSONValue`.
  private static func module(importedBy line: Substring) -> String? {
    let words = line.split(separator: " ")
    guard let keyword = words.firstIndex(of: "import"),
      words[..<keyword].allSatisfy({ modifiers.contains(String($0)) || $0.first == "@" })
    else { return nil }
    let name = words[(keyword + 1)...].first { !kinds.contains(String($0)) }
    return name.map { String($0.prefix { $0 != "." && $0 != ";" }) }
  }

  private static let modifiers = ["public", "package", "internal", "fileprivate", "private"]
  private static let kinds = [
    "struct", "class", "enum", "protocol", "typealias", "func", "var", "let",
  ]
}
