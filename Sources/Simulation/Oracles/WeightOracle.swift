import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Time

/// I1, I10, I11: what we raise can be answered, was decided before, is not rejected, and sums to 100.
struct WeightOracle: Oracle {
  /// How long a canary without an endpoint may keep its weight: a pass, and the back-off of a bad day.
  private static let patience = Duration.seconds(45)

  private struct Silence {
    let service: ObjectKey
    let since: Timestamp
    var isTold = false
  }

  private var silences: [Silence] = []

  mutating func see(_ moment: OracleMoment) -> [Breach] {
    var breaches = silent(moment)
    guard moment.isOurs, let service = moment.service else { return breaches }
    if service.isSplit(by: moment.record.type, moment.record.key) {
      breaches += service.splitter == nil ? selection(moment, service) : weights(moment, service)
    }
    return breaches
  }

  // MARK: - Routes

  private func weights(_ moment: OracleMoment, _ service: RecordedService) -> [Breach] {
    guard let object = moment.record.new else { return [] }
    let after = RecordedSplit(object, of: service)
    var breaches = after.pairs.filter { $0.stable + $0.canary != 100 }.prefix(1).map {
      moment.breach("I10", "the weights sum to \($0.stable + $0.canary)")
    }
    // The first version of a route gives stable everything, before it has a pod.
    guard let old = moment.record.old else { return breaches }
    let before = RecordedSplit(old, of: service)
    if after.canaryShare > before.canaryShare {
      breaches += raise(service.child("-canary"), to: after.canaryShare, moment, service)
      breaches += undecided(after.canaryShare, moment, service)
    }
    // A rollback asks for nothing on the way out; the end of a promotion is a raise like any other.
    if after.stableShare > before.stableShare, service.status.phase == .promoting {
      breaches += raise(service.child("-stable"), to: after.stableShare, moment, service)
    }
    return breaches
  }

  private func raise(
    _ target: ObjectKey,
    to share: Int,
    _ moment: OracleMoment,
    _ service: RecordedService
  ) -> [Breach] {
    let world = moment.before
    let ready = world.readyEndpoints(target).count
    let carried = (world.demand(of: service) ?? 0) * Double(share) / 100
    // Readings move between the look and the write: one pod less is not held against it.
    let needed = max(1, min(Int(carried.rounded(.up)), service.spec.scaling.maxReplicas) - 1)
    var breaches: [Breach] = []
    // On the way back stable takes what it can: no capacity is asked for.
    if target == service.child("-canary") ? ready < needed : ready == 0 {
      breaches.append(
        moment.breach("I1", "\(target.name) goes up to \(share) % with \(ready) of \(needed) pods")
      )
    }
    guard let revision = world.selectedRevision(target) else { return breaches }
    let strangers = Set(world.revisions(behind: target)).subtracting([revision]).sorted()
    if let stranger = strangers.first {
      breaches.append(
        moment.breach("I3", "\(target.name) gets weight while its slices list \(stranger)")
      )
    }
    if service.status.rejected.contains(where: { $0.revision == revision }) {
      breaches.append(moment.breach("I11", "rejected revision \(revision) gets weight"))
    }
    return breaches
  }

  /// The decision is in status before its effect is in the route.
  private func undecided(
    _ share: Int,
    _ moment: OracleMoment,
    _ service: RecordedService
  ) -> [Breach] {
    let status = service.status
    let decided = max(status.canary?.weight ?? 0, status.phase == .promoting ? 100 : 0)
    guard share > decided else { return [] }
    let written = status.canary.map { "\($0.weight) %" } ?? "no canary"
    return [
      moment.breach("I6", "the canary goes up to \(share) % while the status says \(written)")
    ]
  }

  // MARK: - Without a router

  /// The selector of the service's own name gives a revision everything.
  private func selection(_ moment: OracleMoment, _ service: RecordedService) -> [Breach] {
    guard moment.record.old != nil, moment.record.new != nil,
      let revision = moment.after.selectedRevision(service.key),
      revision != moment.before.selectedRevision(service.key)
    else { return [] }
    var breaches: [Breach] = []
    // Nobody loses anything where nobody answered before.
    let isServed = !moment.before.readyEndpoints(service.key).isEmpty
    if isServed, moment.before.readyPods(of: revision, in: service) == 0 {
      breaches.append(
        moment.breach("I1", "every request goes to \(revision), which has no ready pod")
      )
    }
    if service.status.rejected.contains(where: { $0.revision == revision }) {
      breaches.append(moment.breach("I11", "rejected revision \(revision) gets every request"))
    }
    return breaches
  }

  // MARK: - A canary that answers nobody

  private mutating func silent(_ moment: OracleMoment) -> [Breach] {
    var breaches: [Breach] = []
    for service in moment.after.services {
      let known = silences.firstIndex { $0.service == service.key }
      guard isSilent(service, moment) else {
        if let known { silences.remove(at: known) }
        continue
      }
      guard let index = known else {
        silences.append(Silence(service: service.key, since: moment.now))
        continue
      }
      let silence = silences[index]
      guard !silence.isTold, let length = moment.known(since: silence.since), length > Self.patience
      else { continue }
      silences[index].isTold = true
      breaches.append(
        moment.breach(
          "I1",
          "\(service.key.name)-canary keeps its weight without a pod for \(length)"
        )
      )
    }
    return breaches
  }

  private func isSilent(_ service: RecordedService, _ moment: OracleMoment) -> Bool {
    guard service.isInFlight, let split = moment.after.split(of: service), split.canaryShare > 0
    else { return false }
    return moment.after.readyEndpoints(service.child("-canary")).isEmpty
      && !moment.after.readyEndpoints(service.child("-stable")).isEmpty
  }
}
