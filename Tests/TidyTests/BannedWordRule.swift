/// Keeps marks of unfinished work out, in comments and texts as well.
enum BannedWordRule {
  private static let words = ["placeholder", "todo", "fixme", "xxx", "not implemented"]

  static func findings(in file: SourceFile) -> [Finding] {
    file.lines.enumerated().flatMap { index, line in
      let lowered = line.lowercased()
      return words.filter { occurs($0, in: lowered) }.map {
        file.finding(index, "\"\($0)\" marks unfinished work; finish it or delete it")
      }
    }
  }

  private static func occurs(_ word: String, in line: String) -> Bool {
    line.ranges(of: word).contains { range in
      let neighbours = [line[..<range.lowerBound].last, line[range.upperBound...].first]
      return !neighbours.contains { $0?.isLetter == true }
    }
  }
}
