import APIMachinery
import JSON

/// One generated sequence, sent to two servers.
struct SequenceComparison {
  let seed: UInt64
  let widgets: ResourceType

  /// The first difference as a text with everything needed to look into it; `nil` when there is none.
  func difference(
    of left: APIServerUnderTest,
    and right: APIServerUnderTest
  ) async throws -> String? {
    var generator = StepGenerator(
      seed: seed,
      widgets: widgets,
      isShared: right.runsControllers
    )
    let types: [ResourceType] = [.configMaps, widgets]
    var one = try await Session.begin(on: left, watching: types)
    var other = try await Session.begin(on: right, watching: types)
    var history: [Step] = []
    for step in generator.sequence() {
      history.append(step)
      let (expected, found) = (try await other.send(step), try await one.send(step))
      guard expected == found else { return report(history, expected, found) }
    }
    let (expected, found) = (try await other.watched(), try await one.watched())
    let broken = one.violations + other.violations
    try await one.end()
    try await other.end()
    if let law = broken.first { return "seed \(seed) breaks the order of versions: \(law)" }
    guard expected != found else { return nil }
    return """
      seed \(seed): watches tell different things; replay it with SEMANTICS_SEED=\(seed)
      \(history.map { "  \($0)" }.joined(separator: "\n"))
      expected \(expected.map(\.jsonText).joined(separator: "\n  "))
      found    \(found.map(\.jsonText).joined(separator: "\n  "))
      """
  }

  private func report(
    _ history: [Step],
    _ expected: Session.Outcome,
    _ found: Session.Outcome
  ) -> String {
    """
    seed \(seed): answers differ; replay it with SEMANTICS_SEED=\(seed)
    \(history.map { "  \($0)" }.joined(separator: "\n"))
    expected \(expected.status) \(expected.warnings) \(expected.body.jsonText)
    found    \(found.status) \(found.warnings) \(found.body.jsonText)
    """
  }
}
