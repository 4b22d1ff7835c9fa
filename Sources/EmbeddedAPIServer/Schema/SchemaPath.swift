import JSON

/// Paths into a schema such as `.spec.labels['a.b']`: fields by dots, keys of maps and odd names in brackets.
enum SchemaPath {
  struct Problem: Error, Hashable, Sendable {
    let text: String
  }

  static func isValid(_ path: String, in schema: JSONValue) -> Bool {
    (try? self.schema(at: path, in: schema)) != nil
  }

  /// The schema that the path leads to.
  static func schema(
    at path: String,
    in schema: JSONValue,
    allowsBrackets: Bool = true
  ) throws(Problem) -> JSONValue {
    var node = schema
    var tokens = tokens(of: path)[...]
    while let token = tokens.popFirst() {
      switch token {
      case ".": node = try step(try next(&tokens), node)
      case "[":
        guard allowsBrackets else { throw Problem(text: "array notation is not allowed") }
        let quoted = try next(&tokens)
        guard quoted.count >= 2, quoted.hasPrefix("'"), quoted.hasSuffix("'") else {
          throw Problem(text: "expected single quoted string but got \(quoted)")
        }
        node = try step(unescaped(quoted.dropFirst().dropLast()), node)
        let end = try next(&tokens)
        guard end == "]" else { throw Problem(text: "expected ] but got \(end)") }
      default: throw Problem(text: "expected [ or . but got: \(token)")
      }
    }
    return node
  }

  private static func next(_ tokens: inout ArraySlice<String>) throws(Problem) -> String {
    guard let token = tokens.popFirst() else {
      throw Problem(text: "unexpected end of JSON path")
    }
    return token
  }

  private static func step(_ name: String, _ node: JSONValue) throws(Problem) -> JSONValue {
    if let properties = node["properties"]?.objectValue {
      if let property = properties[name] { return property }
    } else if let values = node["additionalProperties"], values.objectValue != nil {
      return values
    }
    throw Problem(text: "does not refer to a valid field")
  }

  /// Delimiters by themselves, and what is between them; quoted text stays together.
  private static func tokens(of path: String) -> [String] {
    var tokens: [String] = []
    var current = ""
    var isQuoted = false
    var previous: Character = " "
    for character in path {
      if isQuoted {
        current.append(character)
        if character == "'", previous != "\\" {
          tokens.append(current)
          current = ""
          isQuoted = false
        }
      } else if character == "'", current.isEmpty {
        current = "'"
        isQuoted = true
      } else if ".[]".contains(character) {
        if !current.isEmpty { tokens.append(current) }
        current = ""
        tokens.append(String(character))
      } else {
        current.append(character)
      }
      previous = character
    }
    return current.isEmpty ? tokens : tokens + [current]
  }

  private static func unescaped(_ text: Substring) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if !isEscaped, character == "\\" {
        isEscaped = true
        continue
      }
      result.append(character)
      isEscaped = false
    }
    return result
  }
}
