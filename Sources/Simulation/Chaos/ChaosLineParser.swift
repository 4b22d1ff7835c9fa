import EmbeddedAPIServer
import JSON
import PhysicsResources
import Time

/// Reads one act: the words of a line behind its time.
struct ChaosLineParser {
  private let words: [Substring]
  private var position = 0

  init(_ words: [Substring]) {
    self.words = words
  }

  mutating func act() throws(ChaosSentence) -> ChaosAct {
    let act = try body()
    guard let left = next else { return act }
    throw ChaosSentence("'\(left)' is too much behind '\(act)'; end the line there")
  }

  private static let verbs = [
    "answer", "ask", "clear", "crash", "cut", "delay", "delete", "drain", "drop", "duplicate",
    "end", "expire", "fail", "fill", "hang", "kill", "lose", "move", "reorder", "reset", "rewrite",
    "roll", "send", "serve", "set", "spoil", "stop",
  ]

  private mutating func body() throws(ChaosSentence) -> ChaosAct {
    switch next {
    case "roll": return try roll()
    case "set": return try set()
    case "clear":
      position += 1
      return .clear(path: try path())
    case "ask": return try ask()
    case "delete": return try delete()
    case "lose": return try lose()
    case "spoil": return try spoil()
    case "rewrite":
      try expect("rewrite", "the", "route", "to")
      return .rewrite(weight: try number(0...100, "the canary's share in per cent"))
    case "end": return try endProcesses()
    case "drain":
      try expect("drain", "a", "node")
      return .drainNode
    case "fill":
      try expect("fill", "the", "nodes")
      return .fillNodes(try length())
    case "send":
      position += 1
      let requests = try number(0...1_000, "requests a second")
      try expect("requests")
      return .send(requests)
    case "fail": return try fail()
    case "kill":
      try expect("kill", "the", "operator")
      return .kill(try length())
    case "stop":
      try expect("stop", "the", "operator")
      return .stop(try length())
    case "move": return try moveClock()
    case "answer", "crash", "cut", "delay", "drop", "duplicate", "expire", "hang", "reorder",
      "reset", "serve":
      return try fault()
    case let word:
      let found = word.map { "'\($0)' is no act" } ?? "the line ends behind its time"
      throw ChaosSentence("\(found); write one that begins with \(Self.list(Self.verbs))")
    }
  }

  private mutating func roll() throws(ChaosSentence) -> ChaosAct {
    try expect("roll", "to")
    let tag = try word("the tag of an image, such as v2 or v2-errors30")
    let isTag = tag.utf8.allSatisfy {
      ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || (0x30...0x39).contains($0) || $0 == 0x2D
        || $0 == 0x2E || $0 == 0x5F
    }
    guard isTag, tag.utf8.count <= 64 else {
      throw ChaosSentence("'\(tag)' is no tag; write letters and digits such as v2-errors30")
    }
    return .roll(tag: tag)
  }

  private mutating func set() throws(ChaosSentence) -> ChaosAct {
    position += 1
    let path = try path()
    try expect("to")
    let text = words[position...].joined(separator: " ")
    position = words.count
    guard let value = try? JSONValue(parsing: Array(text.utf8)) else {
      throw ChaosSentence("'\(text)' is no JSON; write a value such as 5, \"30s\" or {\"a\": 1}")
    }
    return .set(path: path, value: value)
  }

  private mutating func path() throws(ChaosSentence) -> [String] {
    let path = try word("a field of the spec, such as scaling.minReplicas")
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.allSatisfy({ !$0.isEmpty }) else {
      throw ChaosSentence("'\(path)' is no field; write one such as scaling.minReplicas")
    }
    return parts
  }

  private mutating func ask() throws(ChaosSentence) -> ChaosAct {
    position += 1
    let verbs = "abort, promote, promote-full, pause, resume, retry, undo or undo=<revision>"
    let word = try word("a verb: \(verbs)")
    guard let verb = word == "abort" ? .abort : RolloutVerb(word: word) else {
      throw ChaosSentence("'\(word)' is no verb; write \(verbs)")
    }
    return .ask(verb)
  }

  private mutating func delete() throws(ChaosSentence) -> ChaosAct {
    position += 1
    if next == "and" {
      try expect("and", "create", "again")
      return .recreate
    }
    let names = ChaosChild.allCases.map(\.rawValue) + ["pods", "and create again"]
    let name = try word(Self.list(names))
    if name == "pods" { return .deletePods(try role()) }
    guard let child = ChaosChild(rawValue: name) else {
      throw ChaosSentence("'\(name)' cannot be deleted; write \(Self.list(names))")
    }
    return .delete(child, try role())
  }

  private mutating func lose() throws(ChaosSentence) -> ChaosAct {
    position += 1
    if next == "a" {
      try expect("a", "node")
      return .loseNode
    }
    guard next == "the" else { throw ChaosSentence("write 'lose a node' or 'lose the status'") }
    try expect("the", "status")
    return .loseStatus
  }

  private mutating func spoil() throws(ChaosSentence) -> ChaosAct {
    position += 1
    let fields = ChaosField.allCases.map(\.rawValue)
    let name = try word(Self.list(fields + ["metrics"]))
    if name == "metrics" { return try spoilMetrics() }
    guard let field = ChaosField(rawValue: name) else {
      throw ChaosSentence("'\(name)' cannot be spoilt; write \(Self.list(fields + ["metrics"]))")
    }
    try expect("of", field.child.rawValue)
    return .spoil(field, try role())
  }

  private mutating func spoilMetrics() throws(ChaosSentence) -> ChaosAct {
    try expect("with")
    let words = MetricsFault.all.map(\.word)
    let word = try word(Self.list(words))
    guard let fault = MetricsFault.all.first(where: { $0.word == word }) else {
      throw ChaosSentence("'\(word)' is no fault of metrics; write \(Self.list(words))")
    }
    return .spoilMetrics(fault, try length())
  }

  private mutating func endProcesses() throws(ChaosSentence) -> ChaosAct {
    position += 1
    let count = try number(1...100, "processes")
    try expect("processes")
    return .endProcesses(count, try role())
  }

  private mutating func fail() throws(ChaosSentence) -> ChaosAct {
    position += 1
    let word = try word("a share such as 30%")
    guard word.last == "%", let percent = Int(word.dropLast()), (1...100).contains(percent) else {
      throw ChaosSentence("'\(word)' is no share; write one from 1% to 100%")
    }
    let role = try role()
    return .fail(percent: percent, role, try length())
  }

  private mutating func moveClock() throws(ChaosSentence) -> ChaosAct {
    try expect("move", "the", "clock", "by")
    let word = try word("a time such as 1h or -1h")
    let isBack = word.hasPrefix("-")
    guard let skew = Duration(goDuration: isBack ? String(word.dropFirst()) : word) else {
      throw ChaosSentence("'\(word)' is no time; write one such as 1h or -1h")
    }
    return .moveClock(isBack ? .zero - skew : skew, try length())
  }

  /// A sentence of a fault script; the last `for` is ours.
  private mutating func fault() throws(ChaosSentence) -> ChaosAct {
    let missing = "end the fault with how long it lasts, such as 'for 1m'"
    guard words.count >= 3, words[words.count - 2] == "for" else { throw ChaosSentence(missing) }
    let sentence = words.dropLast(2).joined(separator: " ")
    let rule = try Self.rule(sentence)
    guard rule.from == .zero, rule.until == nil else {
      throw ChaosSentence("'from' and 'until' are the script's own; \(missing)")
    }
    position = words.count - 2
    return .fault(rule.text, try length())
  }

  private static func rule(_ sentence: String) throws(ChaosSentence) -> FaultRule {
    let rules: [FaultRule]
    do { rules = try FaultScript(parsing: sentence).rules } catch {
      let found = error.found.map { "found '\($0)'" } ?? "the sentence ends too early"
      throw ChaosSentence("\(found); write \(error.expected), as docs/faults.md has it")
    }
    guard let rule = rules.first else { throw ChaosSentence("the sentence says nothing") }
    return rule
  }
}

extension ChaosLineParser {
  private var next: Substring? { position < words.count ? words[position] : nil }

  private mutating func word(_ expected: String) throws(ChaosSentence) -> String {
    guard let next else { throw ChaosSentence("the line ends; write \(expected)") }
    position += 1
    return String(next)
  }

  private mutating func expect(_ expected: String...) throws(ChaosSentence) {
    for word in expected {
      guard let next else { throw ChaosSentence("the line ends; write '\(word)'") }
      guard next == word else { throw ChaosSentence("found '\(next)'; write '\(word)'") }
      position += 1
    }
  }

  private mutating func number(
    _ range: ClosedRange<Int>,
    _ what: String
  ) throws(ChaosSentence) -> Int {
    let word = try word("\(what), from \(range.lowerBound) to \(range.upperBound)")
    guard let number = Int(word), range.contains(number) else {
      throw ChaosSentence(
        "'\(word)' are no \(what); write a number from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return number
  }

  /// `of stable`, `of canary`.
  private mutating func role() throws(ChaosSentence) -> ScenarioRole {
    try expect("of")
    let word = try word("stable or canary")
    guard let role = ScenarioRole(rawValue: word) else {
      throw ChaosSentence("'\(word)' is no role; write stable or canary")
    }
    return role
  }

  /// `for 1m`.
  private mutating func length() throws(ChaosSentence) -> Duration {
    try expect("for")
    let word = try word("a time such as 1m")
    guard let length = Duration(goDuration: word), length > .zero,
      length <= ChaosScript.lengthMax
    else {
      throw ChaosSentence(
        "'\(word)' is no time; write one such as 40s or 1m30s, at most "
          + ChaosScript.lengthMax.goDuration
      )
    }
    return length
  }

  private static func list(_ words: [String]) -> String {
    words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }
}
