import Testing

/// Each rule finds what it forbids, and leaves alone what it allows.
@Suite struct TidyRuleTests {
  private func file(_ text: String, path: String = "Sources/Planning/Plan.swift") -> SourceFile {
    SourceFile(path: path, text: text)
  }

  @Test(
    "an import outside the table is found",
    arguments: [
      (
        "Planning", "import Foundation",
        "Foundation links 34 MB of ICU data; import FoundationEssentials"
      ),
      (
        "Planning", "package import KubernetesClient",
        "Planning may not import KubernetesClient; move the code up, or the type that it needs down"
      ),
      (
        "Time", "@preconcurrency private import struct JSON.JSONValue",
        "Time may not import JSON; move the code up, or the type that it needs down"
      ),
      (
        "Rollout", "import Logging",
        "Rollout may not import the package Logging; use it in a room that may, behind our own type"
      ),
      (
        "Attic", "import JSON",
        "the room Attic is not in the table; add it to Rooms.swift and to the architecture page"
      ),
    ]
  )
  func importsFound(room: String, line: String, mend: String) {
    let file = file("// a comment\n\(line)\n", path: "Sources/\(room)/Sub/A.swift")
    #expect(
      ImportRule.findings(in: file).map(\.description) == ["Sources/\(room)/Sub/A.swift:2: \(mend)"]
    )
  }

  @Test(
    "an import inside the table is left alone",
    arguments: [
      ("Planning", "package import JSON"), ("Planning", "import FoundationEssentials"),
      ("Planning", "import Crypto"),
      ("HTTPListener", "import NIOCore"), ("PhysicsOperator", "import ArgumentParser"),
      ("Time", "// import JSON"),
      ("Time", "let text = \"import JSON\""), ("Time", "func important(import: Int)"),
    ]
  )
  func importsLeftAlone(room: String, line: String) {
    #expect(ImportRule.findings(in: file(line, path: "Sources/\(room)/A.swift")).isEmpty)
  }

  @Test("no room imports itself or upwards: the table has no cycles")
  func noCycles() {
    func reachable(from room: String, _ path: [String]) -> Bool {
      path.contains(room)
        || (Rooms.ours[room] ?? []).contains { reachable(from: $0, path + [room]) }
    }
    #expect(Rooms.ours.keys.sorted().filter { reachable(from: $0, []) } == [])
    let named = Set(Rooms.ours.values.joined())
    #expect(named.subtracting(Rooms.ours.keys) == [])
  }

  @Test("a file of 501 lines is found, one of 500 is not")
  func longFiles() {
    let line = "let a = 1\n"
    #expect(SizeRule.findings(in: file(String(repeating: line, count: 500))).isEmpty)
    #expect(
      SizeRule.findings(in: file(String(repeating: line, count: 501))).map(\.description)
        == [
          "Sources/Planning/Plan.swift:501: the file has 501 lines, 500 are allowed; split it by topic"
        ]
    )
  }

  @Test(
    "a function of 71 lines is found, one of 70 is not",
    arguments: [
      "func a()", "  private mutating func a(b: () -> Void = {}) async throws",
      "package init?(a: Int)", "init<T>(_ a: T)",
    ]
  )
  func longFunctions(declaration: String) {
    func text(_ lines: Int) -> String {
      "protocol P {\n  func p()\n}\n\(declaration) {\n"
        + String(repeating: "  if a { b(\"}\") } // }\n", count: lines - 2) + "}\n"
    }
    #expect(SizeRule.findings(in: file(text(70))).isEmpty)
    #expect(
      SizeRule.findings(in: file(text(71))).map(\.description)
        == [
          "Sources/Planning/Plan.swift:4: the function has 71 lines, 70 are allowed; name its parts"
        ]
    )
  }

  @Test(
    "a call outside its rooms is found",
    arguments: [
      "let now = Date()", "try await Task.sleep(for: .seconds(1))", "let clock = ContinuousClock()",
      "var random = SystemRandomNumberGenerator()", "let a = Int.random(in: 0..<9)", "fatalError()",
      "let a = try! b()",
      "let a = b as! C", "final class A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1",
      "Task { await a() }",
      "Task.detached { }", "let a: UnsafePointer<Int>", "a.withUnsafeBytes { $0 }",
      "print(\"\\(Date())\")",
    ]
  )
  func callsFound(line: String) {
    let findings = BannedCallRule.findings(in: file("let a = 1\n\(line)\n"))
    #expect(findings.count == 1)
    #expect(findings.first?.line == 2)
  }

  @Test("a finding names the file, the line and the mend")
  func callSentence() {
    #expect(
      BannedCallRule.findings(in: file("let now = Date()")).map(\.description) == [
        "Sources/Planning/Plan.swift:1: `Date()` may not stand in Planning; take `now: Timestamp` as an argument"
      ]
    )
  }

  @Test(
    "a call in its room, in a comment or in a text is left alone",
    arguments: [
      ("Planning", "// Date() and try! and Task {"),
      ("Planning", "/* a /* Date() */ Date() */ let a = 1"),
      ("Planning", "let a = \"Date() try!\""), ("Planning", "let a = #\"\"Date()\\\"#"),
      ("Planning", "let a = \"\"\"\n  Date()\n  \"\"\""), ("Planning", "let a = UpDate()"),
      ("Planning", "PodTask { a() }"),
      ("Planning", "Int.random(in: 0..<9, using: &random)"),
      ("Planning", "Int.random(\n  in: 0..<9,\n  using: &random\n)"),
      ("PhysicsOperator", "let now = Date()"), ("CurlTransport", "Task { let a: OpaquePointer }"),
      ("YAML", "let a: UnsafePointer<Int>"), ("Simulation", "Task { await root() }"),
    ]
  )
  func callsLeftAlone(room: String, line: String) {
    #expect(BannedCallRule.findings(in: file(line, path: "Sources/\(room)/A.swift")).isEmpty)
  }

  @Test("a second root task in the simulation is found")
  func simulationRoots() {
    let files = ["A", "B"].map { file("Task { run() }", path: "Sources/Simulation/\($0).swift") }
    #expect(BannedCallRule.findings(inAll: [files[0]]).isEmpty)
    #expect(
      BannedCallRule.findings(inAll: files).map(\.description) == [
        "Sources/Simulation/B.swift:1: Simulation has one root task already; start this one in a task group"
      ]
    )
  }

  @Test(
    "a mark of unfinished work is found in code, comments and texts",
    arguments: [
      "// TODO later", "/// FIXME", "let xxx = 1", "throw \"Not implemented\"", "// a placeholder",
    ]
  )
  func wordsFound(line: String) {
    #expect(BannedWordRule.findings(in: file(line)).count == 1)
    #expect(BannedWordRule.findings(in: file("let mastodons = \"todos\"")).isEmpty)
  }

  @Test(
    "a loop over a Dictionary or a Set is found",
    arguments: [
      "for (k, v) in counts {", "for k in counts.keys {",
      "for v in self.counts.values where v > 1 {", "for s in seen {",
      "counts.map { $0 }", "let a = counts.values.map(f)", "counts.forEach { print($0) }",
      "state.seen.compactMap(f)",
      "counts.keys.filter { $0 > 1 }", "seen.reduce(0, +)", "  for s in stored {",
      "guard seen.map({ $0 }).isEmpty else {",
    ]
  )
  func loopsFound(line: String) {
    let text =
      "  let stored: Set<Int>\nfunc a(counts: [String: [Int]], b: Int) {\n    let seen: Set<Int> = []\n\(line)\n"
    let findings = OrderRule.findings(in: [file(text)])
    #expect(findings.map(\.line) == [4])
  }

  @Test(
    "a loop that is sorted, excused or over something else is left alone",
    arguments: [
      "for k in counts.keys.sorted() {", "counts.map { $0 }.sorted()",
      "counts.map { $0 }\n  .sorted()",
      "// order-free: a sum\nfor v in counts.values {",
      "for v in counts.values {  // order-free: a sum", "for x in list {",
      "list.map { counts[$0] }", "counts.mapValues { $0 + 1 }", "counts.filter { $0.value > 1 }",
      "seen.contains(1)",
      "for x in list where seen.contains(x) {", "discounts.map { $0 }",
      "for x in counts[key, default: []] {",
      "call(counts: list.map { $0 })", "seen.count", "counts.values.max()",
    ]
  )
  func loopsLeftAlone(line: String) {
    let text =
      "func a(counts: [String: [Int]], list: [Int]) {\n    let seen: Set<Int> = []\n\(line)\n"
    #expect(OrderRule.findings(in: [file(text)]).isEmpty)
  }

  @Test("stored properties count in the files of their type's topics, and only in ordered rooms")
  func families() {
    let type = file("struct Plan {\n  var seen: Set<Int>\n}\n")
    let topic = file("for s in seen {", path: "Sources/Planning/Plan+Topic.swift")
    #expect(
      OrderRule.findings(in: [type, topic]).map(\.path) == ["Sources/Planning/Plan+Topic.swift"]
    )
    #expect(OrderRule.findings(in: [topic]).isEmpty)
    let elsewhere = file(
      "let seen: Set<Int>\nfor s in seen {",
      path: "Sources/ControllerRuntime/A.swift"
    )
    #expect(OrderRule.findings(in: [elsewhere]).isEmpty)
  }
}
