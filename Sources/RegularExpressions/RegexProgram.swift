/// A pattern as a nondeterministic automaton (Thompson's construction), run on all states at once.
struct RegexProgram: Sendable {
  fileprivate enum Instruction: Sendable {
    case character(ScalarSet, next: Int)
    case place(RegexNode.Place, next: Int)
    case split(Int, Int)
    case accept
  }

  fileprivate var instructions: [Instruction] = [.accept]
  fileprivate var start = 0

  init(_ node: RegexNode, source: String) throws(RegexSyntaxError) {
    start = try append(node, before: 0, source: source)
  }

  func matches(_ text: [Unicode.Scalar]) -> Bool {
    var states = StateSet(count: instructions.count)
    for position in 0...text.count {
      follow(start, at: position, of: text, into: &states)
      if states.hasAccepted { return true }
      guard position < text.count else { break }
      states = step(states, over: text[position], at: position + 1, of: text)
      if states.hasAccepted { return true }
    }
    return false
  }

  private func step(
    _ states: StateSet,
    over scalar: Unicode.Scalar,
    at position: Int,
    of text: [Unicode.Scalar]
  ) -> StateSet {
    var following = StateSet(count: instructions.count)
    for state in states.members {
      if case .character(let set, let next) = instructions[state], set.contains(scalar) {
        follow(next, at: position, of: text, into: &following)
      }
    }
    return following
  }

  /// Adds a state and all that it reaches without reading a character.
  private func follow(
    _ first: Int,
    at position: Int,
    of text: [Unicode.Scalar],
    into states: inout StateSet
  ) {
    var pending = [first]
    while let state = pending.popLast() {
      guard states.insert(state) else { continue }
      switch instructions[state] {
      case .character: break
      case .accept: states.hasAccepted = true
      case .split(let one, let other): pending += [one, other]
      case .place(let place, let next):
        if place.holds(at: position, of: text) { pending.append(next) }
      }
    }
  }
}

/// A set of states that remembers the order of insertion and costs nothing to ask.
private struct StateSet {
  private(set) var members: [Int] = []
  private var isMember: [Bool]
  var hasAccepted = false

  init(count: Int) {
    isMember = Array(repeating: false, count: count)
  }

  mutating func insert(_ state: Int) -> Bool {
    guard !isMember[state] else { return false }
    isMember[state] = true
    members.append(state)
    return true
  }
}

extension RegexNode.Place {
  fileprivate func holds(at position: Int, of text: [Unicode.Scalar]) -> Bool {
    switch self {
    case .textStart: position == 0
    case .textEnd: position == text.count
    case .lineStart: position == 0 || text[position - 1] == "\n"
    case .lineEnd: position == text.count || text[position] == "\n"
    case .wordBoundary: isAtWordBoundary(position, of: text)
    case .noWordBoundary: !isAtWordBoundary(position, of: text)
    }
  }

  private func isAtWordBoundary(_ position: Int, of text: [Unicode.Scalar]) -> Bool {
    let before = position > 0 && ScalarSet.wordCharacters.contains(text[position - 1])
    let after = position < text.count && ScalarSet.wordCharacters.contains(text[position])
    return before != after
  }
}

extension RegexProgram {
  /// Adds the states of a node that continue at `next`; returns where they begin.
  private mutating func append(
    _ node: RegexNode,
    before next: Int,
    source: String
  ) throws(RegexSyntaxError) -> Int {
    guard instructions.count < RegularExpression.maximumStates else {
      throw RegexSyntaxError(problem: "expression too large", excerpt: source)
    }
    switch node {
    case .nothing: return next
    case .character(let set): return emit(.character(set, next: next))
    case .place(let place): return emit(.place(place, next: next))
    case .sequence(let nodes):
      var target = next
      for node in nodes.reversed() {
        target = try append(node, before: target, source: source)
      }
      return target
    case .choice(let nodes):
      var starts: [Int] = []
      for node in nodes { starts.append(try append(node, before: next, source: source)) }
      return starts.dropFirst().reduce(starts.first ?? next) { emit(.split($0, $1)) }
    case .repetition(let node, let minimum, let maximum):
      return try appendRepetition(node, minimum, maximum, before: next, source: source)
    }
  }

  private mutating func appendRepetition(
    _ node: RegexNode,
    _ minimum: Int,
    _ maximum: Int?,
    before next: Int,
    source: String
  ) throws(RegexSyntaxError) -> Int {
    var target = next
    if let maximum {
      for _ in minimum..<maximum {
        let body = try append(node, before: target, source: source)
        target = emit(.split(body, next))
      }
    } else {
      let loop = emit(.split(next, next))
      instructions[loop] = .split(try append(node, before: loop, source: source), next)
      target = loop
    }
    for _ in 0..<minimum { target = try append(node, before: target, source: source) }
    return target
  }

  private mutating func emit(_ instruction: Instruction) -> Int {
    instructions.append(instruction)
    return instructions.count - 1
  }
}

extension RegexProgram {
  /// A thread of the search: its state, and where its match began.
  private struct Thread {
    let state: Int
    let start: Int
  }

  /// The leftmost match from a position on; of several the one that a backtracking engine would take.
  func firstMatch(in text: [Unicode.Scalar], from first: Int) -> Range<Int>? {
    guard first <= text.count else { return nil }
    var threads: [Thread] = []
    var best: Range<Int>?
    for position in first...text.count {
      var seen = StateSet(count: instructions.count)
      for thread in threads { _ = seen.insert(thread.state) }
      if best == nil {
        spread(Thread(state: start, start: position), at: position, of: text, &seen, &threads)
      }
      var following: [Thread] = []
      var next = StateSet(count: instructions.count)
      scan: for thread in threads {
        switch instructions[thread.state] {
        case .accept:
          best = thread.start..<position
          break scan
        case .character(let set, let target):
          guard position < text.count, set.contains(text[position]) else { continue }
          let moved = Thread(state: target, start: thread.start)
          spread(moved, at: position + 1, of: text, &next, &following)
        case .place, .split: continue
        }
      }
      threads = following
      if threads.isEmpty, best != nil { break }
    }
    return best
  }

  /// Adds a thread and all that it reaches without reading, the preferred ways first.
  private func spread(
    _ thread: Thread,
    at position: Int,
    of text: [Unicode.Scalar],
    _ seen: inout StateSet,
    _ threads: inout [Thread]
  ) {
    var pending = [thread.state]
    while let state = pending.popLast() {
      guard seen.insert(state) else { continue }
      threads.append(Thread(state: state, start: thread.start))
      switch instructions[state] {
      case .character, .accept: break
      case .split(let one, let other): pending += [other, one]
      case .place(let place, let next):
        if place.holds(at: position, of: text) { pending.append(next) }
      }
    }
  }
}
