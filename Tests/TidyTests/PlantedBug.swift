/// One patch of `Tests/Mutations`: a bug in words, and how it is planted.
struct PlantedBug {
  /// A stretch of a file before the bug is in it.
  struct Hunk {
    let path: String
    let before: String
  }

  let name: String
  /// What stands before the patch: `Bug`, `Class`, `Caught by`.
  private(set) var header: [String: String] = [:]
  private(set) var hunks: [Hunk] = []

  init(name: String, patch: String) {
    self.name = name
    var path = ""
    var before: String?
    func close(_ hunks: inout [Hunk]) {
      if let text = before { hunks.append(Hunk(path: path, before: text)) }
      before = nil
    }
    for line in patch.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("--- a/") {
        close(&hunks)
        path = String(line.dropFirst(6))
      } else if line.hasPrefix("@@ ") {
        close(&hunks)
        before = ""
      } else if before != nil, line.first == " " || line.first == "-" {
        before? += line.dropFirst() + "\n"
      } else if path.isEmpty, let colon = line.firstRange(of: ": ") {
        header[String(line[..<colon.lowerBound])] = String(line[colon.upperBound...])
      }
    }
    close(&hunks)
  }
}
