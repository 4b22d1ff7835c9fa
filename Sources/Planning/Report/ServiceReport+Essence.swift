import APIMachinery
import PhysicsResources

extension ServiceReport {
  /// What makes one picture news compared with another: not the time that passes, not the load.
  package struct Essence: Hashable, Sendable {
    let status: PhysicsAPIStatus
    let generation: Int
    let pods: [String]
  }

  package var essence: Essence {
    var status = status
    status.stable?.readyReplicas = 0
    status.canary?.readyReplicas = 0
    let pods = revisions.map { revision in
      let sick = revision.troubles.filter(\.isSick).map { "\($0.pod) \($0.reason)" }
      return "\(revision.revision) \(revision.ready)/\(revision.desired) \(sick)"
    }
    return Essence(status: status, generation: object.generation, pods: pods)
  }
}
