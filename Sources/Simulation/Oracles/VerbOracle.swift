import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources

/// I4: `abort` with no rollout in flight changes nothing but the note that it was read.
struct VerbOracle: Oracle {
  private struct Idle {
    let service: ObjectKey
    let token: String
    let phase: PhysicsAPIPhase?
    let stable: String?
    let rejected: [String]
  }

  private var asked: [Idle] = []

  mutating func see(_ moment: OracleMoment) -> [Breach] {
    guard moment.record.type == .physicsAPIs, let service = moment.after.service(moment.record.key)
    else { return [] }
    note(service, moment)
    guard moment.isOurs, let index = asked.firstIndex(where: { $0.service == service.key }),
      asked[index].token == service.status.lastHandledAbort
    else { return [] }
    let before = asked.remove(at: index)
    let status = service.status
    guard status.phase == before.phase, status.stable?.revision == before.stable,
      status.rejected.map(\.revision) == before.rejected
    else {
      return [moment.breach("I4", "abort at rest changed phase, stable or rejected revisions")]
    }
    return []
  }

  private mutating func note(_ service: RecordedService, _ moment: OracleMoment) {
    let token = service.annotations[Keys.abort]?.stringValue ?? ""
    let known = moment.before.service(service.key)?.annotations[Keys.abort]?.stringValue ?? ""
    guard !moment.isOurs, token != known, !token.isEmpty else { return }
    asked.removeAll { $0.service == service.key }
    let status = service.status
    guard status.phase == .steady || status.phase == .rolledBack else { return }
    asked.append(
      Idle(
        service: service.key,
        token: token,
        phase: status.phase,
        stable: status.stable?.revision,
        rejected: status.rejected.map(\.revision)
      )
    )
  }
}
