import PhysicsResources
import Rollout

extension StatusReporter {
  /// What the switch says and what this pass makes of it.
  var trafficStatus: TrafficStatus? {
    guard state.stable != nil || children.original != nil else { return previous.traffic }
    let accepted = facts.traffic.acceptedWeight
    var status = previous.traffic ?? TrafficStatus()
    let weight = accepted ?? children.nextWeight
    if status.canaryWeight != weight || status.accepted != (accepted != nil) {
      status.verifiedAt = accepted == nil ? nil : now
    }
    status.canaryWeight = weight
    status.accepted = accepted != nil
    status.rewrittenAt = children.rewrites
    status.original = children.original?.json
    // At rest the specification says which router it is, and nothing is expected but 0.
    let isInFlight = Roles(state).second != nil
    status.router = isInFlight ? children.router : nil
    status.route = isInFlight ? children.route : nil
    status.written = isInFlight ? children.nextWeight : nil
    return status
  }
}
