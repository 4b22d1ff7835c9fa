import EmbeddedAPIServer
import Simulation
import Time

/// Runs of one change, each on a fresh cluster.
struct TrialRun: Sendable {
  let settings: TrialSettings

  /// A difference may be mended late, by whoever waits for a lease or looks at everything now and then.
  private static let patience = 3

  /// In peace; `name` names its logs.
  func reference(name: String) async throws -> TrialReference {
    try await TrialStage.open(settings, name: name) { stage in
      try await begin(stage)
      let start = try change(stage)
      try await rest(stage, since: start, after: "the change of --change")
      let census = stage.cluster.census
      guard census.writes > 0 else {
        throw CommandFailure(
          "the operator \(settings.command) writes nothing after the change, so there is nothing "
            + "to disturb; change what it looks after, or raise --quiet; \(stage.lastWord)"
        )
      }
      return TrialReference(
        census: census,
        picture: stage.cluster.picture(without: settings.exemptions),
        writes: stage.cluster.ledger.writes,
        duration: stage.unrestEnded(after: start)
      )
    }
  }

  /// Under a plan.
  func verdict(
    of plan: LifePlan,
    name: String,
    against reference: TrialReference
  ) async throws -> TrialVerdict {
    try await TrialStage.open(settings, name: name) { stage in
      try await begin(stage)
      let first = plan.lives.first ?? FaultScript()
      if first.isAboutReads { try await stage.kill() }
      stage.cluster.plant(first)
      if first.isAboutReads, let failure = try await restart(stage) {
        return TrialVerdict(
          ending: .restless("before the change: \(failure)"),
          writes: 0,
          lives: stage.lives,
          duration: .zero,
          remarks: []
        )
      }
      let start = try change(stage)
      return try await outlive(plan, stage, since: start, against: reference)
    }
  }

  private func begin(_ stage: TrialStage) async throws {
    stage.start()
    try await rest(stage, since: stage.cluster.now, after: "the objects of --apply")
  }

  /// What is wrong before the change already: because of the plan, since the operator was at rest without it.
  private func restart(_ stage: TrialStage) async throws -> CommandFailure? {
    do {
      stage.start()
      try await rest(stage, since: stage.cluster.now, after: "another start")
      return nil
    } catch let failure as CommandFailure {
      return failure
    }
  }

  private func change(_ stage: TrialStage) throws -> Timestamp {
    stage.cluster.beginChange()
    try stage.cluster.apply(settings.change)
    return stage.cluster.now
  }

  /// Waits until nothing happens any more, which a crash also brings about.
  private func rest(_ stage: TrialStage, since start: Timestamp, after what: String) async throws {
    while !stage.isQuiet(for: settings.quiet, since: start), !stage.cluster.hasCrashed {
      if let complaint = stage.complaint { throw complaint }
      guard stage.cluster.now - start < settings.limit else {
        throw CommandFailure(
          "the operator \(settings.command) is not at rest \(settings.limit.goDuration) after "
            + "\(what): \(stage.unrest); raise --limit, or make --quiet shorter than its pauses"
        )
      }
      try await stage.tick()
    }
  }

  private func outlive(
    _ plan: LifePlan,
    _ stage: TrialStage,
    since start: Timestamp,
    against reference: TrialReference
  ) async throws -> TrialVerdict {
    var scripts = plan.lives.dropFirst()
    var script = plan.lives.first ?? FaultScript()
    // What the scripts hold up is not the operator's time.
    var limit = settings.limit + script.waitingTime
    var endings = 0
    while true {
      if stage.cluster.hasCrashed {
        try await stage.kill()
        script = scripts.popFirst() ?? FaultScript()
        limit += script.waitingTime
        stage.cluster.plant(script)
        stage.start()
      } else if stage.process.ending != nil {
        endings += 1
        try await stage.kill()
        stage.start()
      }
      if let ending = ending(
        stage,
        after: script.waitingTime,
        within: limit,
        since: start,
        against: reference
      ) {
        let writes = stage.cluster.ledger.writes
        return TrialVerdict(
          ending: ending,
          writes: writes.values.reduce(0, +),
          lives: stage.lives,
          duration: stage.unrestEnded(after: start),
          remarks: stage.cluster.unstruck(of: plan).map { "never struck: \($0)" }
            + (endings > 0 ? ["it ended by itself \(endings) times"] : [])
            + reference.remarks(on: writes)
        )
      }
      try await stage.tick()
    }
  }

  /// How it ends; `nil` while it may still turn out otherwise.
  ///
  /// - Parameter delay: how long what the present script holds up may take.
  private func ending(
    _ stage: TrialStage,
    after delay: Duration,
    within limit: Duration,
    since start: Timestamp,
    against reference: TrialReference
  ) -> TrialVerdict.Ending? {
    let isOver = stage.cluster.now - start >= limit
    if stage.isQuiet(for: settings.quiet + delay, since: start) {
      let picture = stage.cluster.picture(without: settings.exemptions)
      guard let difference = picture.difference(from: reference.picture) else { return .same }
      let patience = settings.quiet * Self.patience + delay
      return isOver || stage.isQuiet(for: patience, since: start) ? .different(difference) : nil
    }
    if stage.isLate {
      return .restless(
        "life \(stage.lives) has sent no request within \(settings.connectWithin.goDuration)"
      )
    }
    return isOver ? .restless("after \(limit.goDuration), \(stage.unrest)") : nil
  }
}

extension TrialStage {
  /// From an instant to the last write that counts.
  fileprivate func unrestEnded(after start: Timestamp) -> Duration {
    max(.zero, (cluster.ledger.unrest?.at ?? start) - start)
  }

  /// What was written last, and when.
  fileprivate var unrest: String {
    guard let unrest = cluster.ledger.unrest else { return "nothing was ever written" }
    let age = (cluster.now - unrest.at).seconds.rounded()
    return "\(Int(age))s ago there was a \(unrest.text)"
  }
}
