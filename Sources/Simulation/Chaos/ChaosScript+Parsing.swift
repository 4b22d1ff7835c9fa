import EmbeddedAPIServer
import Time

extension ChaosScript {
  /// Reads a script: one act a line with its time before it, `#` begins a comment, acts in any order.
  ///
  /// `seed`, `router` and `operators` may be left out: 1, `GatewayAPI` and 1.
  package init(parsing text: String) throws(ChaosScriptError) {
    self.init(seed: 1, router: .gatewayAPI, operators: 1, acts: [])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let content = line.prefix { $0 != "#" }
      let words = content.split { $0 == " " || $0 == "\t" || $0 == "\r" }
      guard let first = words.first else { continue }
      do throws(ChaosSentence) {
        if try !readHead(first, words.dropFirst()) { acts.append(try Self.act(words)) }
      } catch {
        throw ChaosScriptError(line: index + 1, sentence: error.text)
      }
    }
    // Acts of one instant happen in the order of their lines: the sort is stable.
    acts = acts.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
      .map(\.element)
  }

  /// Says whether the line was one of the head.
  private mutating func readHead(
    _ first: Substring,
    _ rest: ArraySlice<Substring>
  ) throws(ChaosSentence) -> Bool {
    let value = rest.first.map(String.init) ?? ""
    switch first {
    case "seed":
      guard rest.count == 1, let seed = UInt64(value) else {
        throw ChaosSentence(
          "a seed is a whole number like 42, not '\(rest.joined(separator: " "))'"
        )
      }
      self.seed = seed
    case "router":
      let routers = ScenarioRouter.allCases
      guard rest.count == 1, let router = routers.first(where: { $0.word == value }) else {
        throw ChaosSentence(
          "there is no router '\(value)'; write one of "
            + routers.map(\.word).joined(separator: ", ")
        )
      }
      self.router = router
    case "operators":
      guard rest.count == 1, let count = Int(value), (1...Self.operatorsMax).contains(count) else {
        throw ChaosSentence("operators are 1 or 2, not '\(rest.joined(separator: " "))'")
      }
      operators = count
    default:
      return false
    }
    return true
  }

  private static func act(_ words: [Substring]) throws(ChaosSentence) -> TimedAct {
    let word = String(words.first ?? "")
    guard let at = Duration(goDuration: word) else {
      throw ChaosSentence(
        "'\(word)' is no time; begin the line with one such as 90s or 1m30s, "
          + "or with seed, router or operators"
      )
    }
    guard at <= lengthMax else {
      throw ChaosSentence("\(word) is too late; a script lasts at most \(lengthMax.goDuration)")
    }
    var parser = ChaosLineParser(Array(words.dropFirst()))
    return TimedAct(at: at, try parser.act())
  }
}
