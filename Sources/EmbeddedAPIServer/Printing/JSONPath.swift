import JSON

/// The paths of printer columns: `.status.conditions[?(@.type=="Ready")].status`, `.spec.steps[*].weight`, `.a['b.c']`.
struct JSONPath: Hashable, Sendable {
  private enum Step: Hashable, Sendable {
    case member(String)
    case index(Int)
    case all
    /// Elements whose member at a path equals a text.
    case filter(path: [String], value: String)
  }

  private let steps: [Step]

  /// A path that cannot be read selects nothing.
  init(_ text: String) {
    var rest = text[...]
    var steps: [Step] = []
    while !rest.isEmpty {
      guard let step = Self.next(&rest) else {
        self.steps = [.index(-1)]
        return
      }
      steps.append(step)
    }
    self.steps = steps
  }

  func values(in root: JSONValue) -> [JSONValue] {
    steps.reduce([root]) { values, step in values.flatMap { Self.select(step, from: $0) } }
  }

  private static func select(_ step: Step, from value: JSONValue) -> [JSONValue] {
    switch step {
    case .member(let name): value[name].map { [$0] } ?? []
    case .index(let index): value[index].map { [$0] } ?? []
    case .all: value.arrayValue ?? value.objectValue?.map(\.value) ?? []
    case .filter(let path, let wanted):
      (value.arrayValue ?? []).filter { element in
        element.value(at: path).map { $0.stringValue ?? $0.jsonText } == wanted
      }
    }
  }

  private static func next(_ rest: inout Substring) -> Step? {
    if rest.hasPrefix("[") {
      guard let end = closingBracket(of: rest) else { return nil }
      let inside = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
      return bracketed(inside)
    }
    if rest.hasPrefix(".") { rest.removeFirst() }
    if rest.hasPrefix("[") { return next(&rest) }
    var name = ""
    while let character = rest.first, character != ".", character != "[" {
      rest.removeFirst()
      // A backslash keeps the dot of a label's key.
      name.append(character == "\\" ? rest.popFirst() ?? character : character)
    }
    return name.isEmpty ? nil : name == "*" ? .all : .member(name)
  }

  private static func bracketed(_ inside: Substring) -> Step? {
    if inside == "*" { return .all }
    if let index = Int(inside) { return .index(index) }
    if inside.hasPrefix("?(@"), inside.hasSuffix(")") {
      return filter(inside.dropFirst(3).dropLast())
    }
    guard let quote = inside.first, quote == "'" || quote == "\"", inside.count > 1 else {
      return nil
    }
    return .member(String(inside.dropFirst().dropLast()))
  }

  private static func filter(_ condition: Substring) -> Step? {
    let parts = condition.split(separator: "==", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    let path = parts[0].filter { $0 != " " }.split(separator: ".").map(String.init)
    return .filter(path: path, value: parts[1].filter { !"\"' ".contains($0) })
  }

  private static func closingBracket(of text: Substring) -> String.Index? {
    var depth = 0
    for index in text.indices {
      if text[index] == "[" { depth += 1 }
      if text[index] == "]" { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }
}
