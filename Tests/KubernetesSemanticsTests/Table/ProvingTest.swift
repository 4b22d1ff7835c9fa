/// A test whose name begins with the numbers of statements, as its source says.
struct ProvingTest: Hashable {
  let target: String
  let numbers: [String]
  /// The name without the numbers.
  let law: String
  /// Where it runs: `in process, sockets`.
  let depths: String
}

extension ProvingTest {
  /// Reads the tests that a source file declares.
  ///
  /// - Parameter path: of the source file, below `Tests`.
  static func all(in source: String, at path: String) -> [ProvingTest] {
    source.ranges(of: "@Test(").compactMap { start in
      let declaration = source[start.upperBound...].prefix(400)
      guard let name = firstLiteral(in: declaration) else { return nil }
      return ProvingTest(name: name, declaration: declaration, path: path)
    }
  }

  private init?(name: String, declaration: Substring, path: String) {
    guard let colon = name.firstRange(of: ": ") else { return nil }
    let numbers = name[..<colon.lowerBound].split(separator: ", ").map(String.init)
    guard !numbers.isEmpty, numbers.allSatisfy(Self.isNumber) else { return nil }
    let target = ProjectTests.target(of: path)
    self.init(
      target: target,
      numbers: numbers,
      law: String(name[colon.upperBound...]),
      depths: target == "KubernetesSemanticsTests"
        ? Self.depths(declaration) : "\(Self.place(of: path)), \(target)"
    )
  }

  /// Whether the tests of a file speak through sockets.
  static func place(of path: String) -> String {
    if path.contains("/Processes/") { return "sockets, processes" }
    let isOverSockets = ["CurlTransportTests/", "HTTPListenerTests/", "Socket"].contains {
      path.contains($0)
    }
    return isOverSockets ? "sockets" : "in process"
  }

  private static func isNumber(_ text: String) -> Bool {
    ["Endpoints", "Trap"].contains(text) || text.wholeMatch(of: /[RQLSCGEDK][0-9]+/) != nil
  }

  /// The display name; a declaration without one has a function's parenthesis before any quote.
  private static func firstLiteral(in declaration: Substring) -> String? {
    let text = declaration.drop { $0.isWhitespace }
    guard text.first == "\"" else { return nil }
    var name = ""
    var rest = text.dropFirst()
    while let character = rest.popFirst(), character != "\"" {
      name.append(character == "\\" ? rest.popFirst() ?? character : character)
    }
    return name
  }

  private static func depths(_ declaration: Substring) -> String {
    let head = declaration.prefix(
      upTo: declaration.firstRange(of: "func ")?.lowerBound ?? declaration.endIndex
    )
    if head.contains("Depth.everyWithControllers") {
      return "in process, sockets, a real cluster"
    }
    if head.contains("Depth.every") { return "in process, sockets, a real API server" }
    if let reason = head.firstRange(of: "Depth.embeddedOnly(") {
      let words = firstLiteral(in: head[reason.upperBound...]) ?? ""
      return "in process, sockets (\(words))"
    }
    return "sockets, asked by the real kubectl"
  }
}
