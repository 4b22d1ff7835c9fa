/// Finds loops over a Dictionary or a Set, whose order differs from process to process.
///
/// It reads names, not types: a name that a file (or its siblings `Type+Topic.swift`) declares as `[K: V]` or `Set<…>` may be looped over
/// only together with `sorted`, or under a comment `// order-free: reason` in the same line or the one above.
enum OrderRule {
  static func findings(in family: [SourceFile]) -> [Finding] {
    guard let room = family.first?.room, Rooms.ordered.contains(room) else { return [] }
    let stored = Set(family.flatMap { names(declaredIn: $0, onlyStored: true) })
    return family.flatMap { file in
      findings(in: file, names: stored.union(names(declaredIn: file, onlyStored: false)))
    }
  }

  private static func findings(in file: SourceFile, names: Set<String>) -> [Finding] {
    guard !names.isEmpty else { return [] }
    return file.code.indices.compactMap { index in
      let mentioned = names.intersection(words(of: file.code[index])).sorted()
      guard let name = mentioned.first(where: { isLooped($0, in: file.code[index]) }),
        !isHarmless(statement(in: file, from: index)), !isExcused(file, index)
      else { return nil }
      return file.finding(
        index,
        "the order of `\(name)` is random; use `.sorted` or say `// order-free: reason`"
      )
    }
  }

  /// A line together with those that continue its chain of calls.
  private static func statement(in file: SourceFile, from index: Int) -> String {
    let continuation = file.code.dropFirst(index + 1)
      .prefix { $0.drop { $0 == " " }.first == "." }
    return ([file.code[index]] + continuation).joined(separator: "\n")
  }

  /// Whether a chain of calls ends in something that no order can change.
  private static func isHarmless(_ statement: String) -> Bool {
    [".sorted", ".min", ".max"].contains { statement.contains($0) }
  }

  private static func words(of line: Substring) -> [String] {
    line.utf8.split { !isWordByte($0) }.map { String(Substring($0)) }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
    default: false
    }
  }

  private static func isLooped(_ name: String, in line: Substring) -> Bool {
    line.ranges(of: name).contains { range in
      guard line[..<range.lowerBound].last.map(isBoundary) ?? true else { return false }
      let before = line[..<range.lowerBound]
      var after = line[range.upperBound...]
      for view in [".keys", ".values"] where after.hasPrefix(view) {
        after = after.dropFirst(view.count)
        if [".filter {", ".filter("].contains(where: after.hasPrefix) { return true }
      }
      guard after.first.map({ $0 != ":" && isBoundary($0) }) ?? true else { return false }
      return loops.contains(where: after.hasPrefix) || isLoop(before: before, after: after)
    }
  }

  /// `for x in name {` and `for x in self.state.name where`.
  private static func isLoop(before: Substring, after: Substring) -> Bool {
    guard let keyword = before.firstRange(of: " in "),
      before.split(separator: " ").first == "for" || before.contains(" for ")
    else { return false }
    let path = before[keyword.upperBound...]
    return path.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
      && (after.isEmpty || after.hasPrefix(" {") || after.hasPrefix(" where "))
  }

  private static let loops = [".map", ".compactMap", ".flatMap", ".forEach", ".reduce"]
    .flatMap { [$0 + " {", $0 + "("] }

  private static func isBoundary(_ character: Character) -> Bool {
    !character.isLetter && !character.isNumber && character != "_"
  }

  private static func isExcused(_ file: SourceFile, _ index: Int) -> Bool {
    [index, index - 1].filter(file.lines.indices.contains)
      .contains { file.lines[$0].contains("// order-free: ") }
  }

  private static func names(declaredIn file: SourceFile, onlyStored: Bool) -> [String] {
    file.code.flatMap { line -> [String] in
      guard line.contains("[") || line.contains("Set<") else { return [] }
      let isProperty = line.hasPrefix("  ") && !line.hasPrefix("   ")
      return onlyStored && !isProperty ? [] : names(declaredIn: line)
    }
  }

  /// `counts` for `var counts: [String: Int]`, `seen` for `seen: Set<String>`.
  private static func names(declaredIn line: Substring) -> [String] {
    line.ranges(of: ": ").compactMap { colon in
      let type = line[colon.upperBound...].drop { $0 == " " }
      guard type.hasPrefix("Set<") || isDictionaryType(type) else { return nil }
      let name = line[..<colon.lowerBound].reversed().prefix { !isBoundary($0) }.reversed()
      return name.isEmpty ? nil : String(name)
    }
  }

  /// `[K: V]` with names of types in it; `[a: b]` is a literal.
  private static func isDictionaryType(_ text: Substring) -> Bool {
    guard text.first == "[", text.dropFirst().first?.isUppercase == true else { return false }
    let inside = text.dropFirst().prefix { $0 != "]" && $0 != "[" }
    guard let colon = inside.firstRange(of: ": ") else { return false }
    let value = text[colon.upperBound...].first
    return value?.isUppercase == true || value == "[" || value == "(" || value == "a"
  }
}
