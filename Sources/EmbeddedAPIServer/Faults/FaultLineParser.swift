import Time

/// Reads one line of a fault script.
struct FaultLineParser {
  private let words: [Substring]
  private let text: String
  private let line: Int
  private var position = 0

  init(_ content: Substring, line: Int) {
    words = content.split { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "," }
    text = words.joined(separator: " ")
    self.line = line
  }

  var hasWords: Bool { !words.isEmpty }

  mutating func rule() throws(FaultScriptError) -> FaultRule {
    var rule = try body()
    rule.text = text
    try window(of: &rule)
    guard next == nil else { throw error(expecting: "'from', 'until' or the end of the line") }
    return rule
  }

  private static let verbs = [
    "answer", "crash", "cut", "delay", "drop", "duplicate", "expire", "hang", "reorder", "reset",
    "serve",
  ]

  private mutating func body() throws(FaultScriptError) -> FaultRule {
    switch try word(expecting: "one of \(Self.verbs.joined(separator: ", "))") {
    case "answer": return try answer()
    case "crash": return try crash()
    case "cut": return try cut()
    case "delay": return try delay()
    case "drop":
      return try afterEvents { .drop(afterEvents: $0) }
    case "expire": return try expire()
    case "duplicate": return try bookmarks(.duplicateBookmarks)
    case "reorder": return try bookmarks(.reorderBookmarks)
    case "hang": return try hang()
    case "reset": return try reset()
    case "serve": return try serve()
    default:
      position -= 1
      throw error(expecting: "one of \(Self.verbs.joined(separator: ", "))")
    }
  }

  private static let codes = [401, 403, 409, 410, 422, 429, 500, 503, 504]

  private mutating func answer() throws(FaultScriptError) -> FaultRule {
    let expectation = "one of \(Self.codes.map(String.init).joined(separator: ", "))"
    guard let code = next.flatMap({ Int($0) }), Self.codes.contains(code) else {
      throw error(expecting: expectation)
    }
    position += 1
    var retryAfter: Duration?
    if take("with") {
      try expect("Retry-After")
      retryAfter = try duration()
    }
    try expect("to")
    let (scope, occurrence) = try requests()
    return FaultRule(.answer(code: code, retryAfter: retryAfter), scope, occurrence)
  }

  private mutating func crash() throws(FaultScriptError) -> FaultRule {
    let client = String(try word(expecting: "the name of a client"))
    let point: CrashPoint
    if take("before") {
      point = .beforeSending
    } else {
      try expect("after", or: "before")
      if take("committing") {
        point = .afterCommitting
      } else {
        for word in ["the", "answer", "to"] {
          try expect(word, or: word == "the" ? "committing" : nil)
        }
        point = .afterTheAnswer
      }
    }
    var (scope, occurrence) = try requests()
    scope.client = scope.client ?? client
    return FaultRule(.crash(point), scope, occurrence)
  }

  private mutating func cut() throws(FaultScriptError) -> FaultRule {
    guard next == "the", word(after: 1) == "answer" else {
      return try afterEvents { .cut(afterEvents: $0) }
    }
    position += 2
    try expect("to")
    let (scope, occurrence) = try requests()
    return FaultRule(.cutAnswer, scope, occurrence)
  }

  private mutating func delay() throws(FaultScriptError) -> FaultRule {
    let (scope, occurrence) = try requests()
    try expect("by")
    let delay = try duration()
    return FaultRule(
      scope.noun == .watch ? .watch(.delay(delay)) : .delay(delay),
      scope,
      occurrence
    )
  }

  private mutating func afterEvents(
    _ fault: (Int) -> WatchFault
  ) throws(FaultScriptError) -> FaultRule {
    let (scope, occurrence) = try watches()
    try expect("after")
    let count = try number(expecting: "a number of events")
    guard take("events") || take("event") else { throw error(expecting: "'events'") }
    return FaultRule(.watch(fault(count)), scope, occurrence)
  }

  private mutating func expire() throws(FaultScriptError) -> FaultRule {
    var rule = try afterEvents { .expire(afterEvents: $0) }
    guard case .watch(.expire(let count)) = rule.fault, take("in") else { return rule }
    try expect("all")
    rule.fault = .watch(.expireOnce(afterEventsInAll: count))
    return rule
  }

  private mutating func bookmarks(_ fault: WatchFault) throws(FaultScriptError) -> FaultRule {
    _ = take("the")
    try expect("bookmarks")
    try expect("of")
    let (scope, occurrence) = try watches()
    return FaultRule(.watch(fault), scope, occurrence)
  }

  private mutating func hang() throws(FaultScriptError) -> FaultRule {
    try expect("on")
    let (scope, occurrence) = try requests()
    let length: Duration = take("for") ? try duration() : .seconds(3_600)
    return FaultRule(.hang(length), scope, occurrence)
  }

  private mutating func reset() throws(FaultScriptError) -> FaultRule {
    try expect("the")
    try expect("connection")
    let fault: Fault
    if take("before") {
      try expect("answering")
      fault = .resetBeforeAnswering
    } else {
      try expect("after", or: "before")
      try expect("committing")
      fault = .resetAfterCommitting
    }
    let (scope, occurrence) = try requests()
    return FaultRule(fault, scope, occurrence)
  }

  private mutating func serve() throws(FaultScriptError) -> FaultRule {
    let (scope, occurrence) = try requests(only: .list)
    let count = try number(expecting: "a number of versions")
    guard take("versions") || take("version") else { throw error(expecting: "'versions'") }
    try expect("late")
    return FaultRule(.serveLate(versions: UInt64(count)), scope, occurrence)
  }
}

extension FaultLineParser {
  private mutating func watches() throws(FaultScriptError) -> (FaultScope, FaultRule.Occurrence) {
    try requests(only: .watch)
  }

  /// `every 5th write of deployments in default by physics-operator` and the like.
  private mutating func requests(
    only noun: FaultScope.Noun? = nil
  ) throws(FaultScriptError) -> (FaultScope, FaultRule.Occurrence) {
    let occurrence = try occurrence()
    var scope = FaultScope(try self.noun(only: noun))
    if take("of") {
      let parts = try word(expecting: "the plural name of a kind").split(separator: "/")
      scope.kind = String(parts.first ?? "")
      scope.subresource = parts.count > 1 ? String(parts[1]) : nil
    }
    if take("in") { scope.namespace = String(try word(expecting: "a namespace")) }
    if take("by") {
      guard next.flatMap({ Duration(goDuration: String($0)) }) == nil else {
        position -= 1
        return (scope, occurrence)
      }
      scope.client = String(try word(expecting: "the name of a client"))
    }
    return (scope, occurrence)
  }

  private mutating func occurrence() throws(FaultScriptError) -> FaultRule.Occurrence {
    if take("every") { return takeOrdinal().map { .every($0) } ?? .every(1) }
    if take("all") { return .every(1) }
    if take("the") {
      if take("first") { return .first(try number(expecting: "a number of requests")) }
      return takeOrdinal().map { .only($0) } ?? .every(1)
    }
    guard let word = next, word.last == "%" else { return .every(1) }
    guard let percent = Double(word.dropLast()), percent > 0, percent <= 100 else {
      throw error(expecting: "a share above 0% and up to 100%")
    }
    position += 1
    try expect("of")
    return .chance(perMillion: UInt64((percent * 10_000).rounded()))
  }

  private mutating func noun(
    only: FaultScope.Noun?
  ) throws(FaultScriptError) -> FaultScope.Noun {
    let nouns = only.map { [$0] } ?? FaultScope.Noun.allCases
    let singular = next.map { word in
      word.hasSuffix("ches") ? word.dropLast(2) : word.hasSuffix("s") ? word.dropLast() : word
    }
    guard let noun = nouns.first(where: { $0.rawValue == singular ?? "" }) else {
      throw error(expecting: nouns.map(\.plural).joined(separator: ", "))
    }
    position += 1
    return noun
  }

  /// `7th`, `1st`, `22nd`, `3rd`.
  private mutating func takeOrdinal() -> Int? {
    guard let word = next, ["st", "nd", "rd", "th"].contains(word.suffix(2)),
      let number = Int(word.dropLast(2)), number > 0
    else { return nil }
    position += 1
    return number
  }

  /// `from 1m to 5m`, `from 1m` or `until 5m`.
  private mutating func window(of rule: inout FaultRule) throws(FaultScriptError) {
    if take("from") {
      rule.from = try duration()
      if take("to") { rule.until = try duration() }
    } else if take("until") {
      rule.until = try duration()
    }
  }

  private mutating func duration() throws(FaultScriptError) -> Duration {
    guard let word = next, let duration = Duration(goDuration: String(word)) else {
      throw error(expecting: "a duration such as 500ms, 3s or 1m30s")
    }
    position += 1
    return duration
  }

  private mutating func number(expecting what: String) throws(FaultScriptError) -> Int {
    guard let number = next.flatMap({ Int($0) }), number >= 0 else {
      throw error(expecting: what)
    }
    position += 1
    return number
  }
}

extension FaultLineParser {
  private var next: Substring? { word(after: 0) }

  private func word(after count: Int) -> Substring? {
    words.indices.contains(position + count) ? words[position + count] : nil
  }

  private mutating func take(_ word: String) -> Bool {
    guard let next, next == word else { return false }
    position += 1
    return true
  }

  private mutating func expect(
    _ word: String,
    or other: String? = nil
  ) throws(FaultScriptError) {
    guard take(word) else {
      throw error(expecting: other.map { "'\($0)' or '\(word)'" } ?? "'\(word)'")
    }
  }

  private mutating func word(expecting what: String) throws(FaultScriptError) -> Substring {
    guard let next else { throw error(expecting: what) }
    position += 1
    return next
  }

  private func error(expecting what: String) -> FaultScriptError {
    FaultScriptError(
      line: line,
      word: position + 1,
      found: next.map(String.init),
      expected: what
    )
  }
}

extension FaultScope.Noun {
  fileprivate var plural: String {
    self == .watch || self == .patch ? rawValue + "es" : rawValue + "s"
  }
}
