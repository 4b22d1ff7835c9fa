import Rollout

/// The table of phases and verbs for people.
enum VerbPage {
  static var markdown: String { ([head] + states.map(section)).joined(separator: "\n") }

  private static let head = """
    # Verbs

    What a person or a pipeline may ask of a rollout, and what each phase makes of it. A verb that does nothing is answered with an event
    that says why. Ask with the commands of `physics-operator` (`promote`, `promote --full`, `pause`, `resume`, `abort`, `retry`, `undo`), or
    with the annotation `fisica-lab.com/request: "<verb>@<nonce>"`; `abort` has its own, `fisica-lab.com/abort: "<nonce>"`, and always goes
    first. Each value is acted on once.

    This page is generated: `WRITE_VERB_TABLE=1 swift test --filter VerbPageTests`.

    """

  private static let states: [(title: String, phase: RolloutPhase, mayRetry: Bool)] =
    [
      ("Initializing", .initializing(candidate: Scenario.new, since: Scenario.now), false),
      ("Steady", .steady, false),
      ("Steady, and the spec names a rejected or suspended revision", .steady, true),
      ("RolledBack, and the spec still names the rejected revision", rolledBack, true),
      ("Progressing and Baking", .progressing(Scenario.canary()), false),
    ]
    + Scenario.causes.map { ("Paused: \($0.sentence)", .paused(Scenario.canary(), $0), false) }
    + [
      ("Promoting, and -stable is being pointed at it", promoting(.repointing(since: now)), false),
      ("Promoting, and the weight moves to -stable", promoting(.shifting(since: now)), false),
      ("Promoting, and the old revision drains", promoting(.draining(since: now)), false),
      ("RollingBack", rollingBack, false),
    ]

  private static let now = Scenario.now
  private static let rolledBack = RolloutPhase.rolledBack(Scenario.rejection)
  private static let rollingBack = Scenario.retreat(.superseded, .returning(since: now)).phase

  private static func promoting(_ stage: Promotion.Stage) -> RolloutPhase {
    Scenario.promotion(stage).phase
  }

  private static func section(_ title: String, _ phase: RolloutPhase, _ mayRetry: Bool) -> String {
    let rows = RolloutVerb.allCases.map { verb in
      switch phase.answer(to: verb, mayRetry: mayRetry) {
      case .does(let what): "| `\(verb.rawValue)` | \(what) | |\n"
      case .refuses(let why): "| `\(verb.rawValue)` | | \(why) |\n"
      }
    }
    return "## \(title)\n\n| verb | does | is refused |\n|---|---|---|\n\(rows.joined())"
  }
}
