import PhysicsResources
import Rollout
import Time

/// Everything that lies between a plan and rest, played with the real planner on a model of a cluster on a good day.
package struct RoadAhead: Sendable {
  /// Where it leads from, `nil` for the first revision.
  package let from: String?
  package let to: String
  /// Whether the revision is only imagined, to show the way of the next one.
  package let isImagined: Bool
  package let stops: [RoadStop]
  package let peakPods: Int
  package let maxReplicas: Int
  /// Requests per second, as they were given or measured.
  package let load: Double?

  package var least: Duration { stops.reduce(.zero) { $0 + $1.least } }

  package var most: Duration? {
    stops.reduce(Duration.zero as Duration?) { sum, stop in
      sum.flatMap { sum in stop.most.map { sum + $0 } }
    }
  }

  /// The road of the rollout that the observation begins or goes on with; `nil` when there is none.
  ///
  /// - Parameters:
  ///   - observation: where the road begins.
  ///   - load: requests per second; where it is not known, numbers of requests are all that can be said.
  ///   - imagining: plays the next revision where the spec names none.
  package init?(_ observation: Observation, load: Double? = nil, imagining: Bool = false) {
    guard !observation.resource.isBeingDeleted else { return nil }
    let load = load ?? Load.measured(observation)
    var player = RoadPlayer(observation, load: load)
    player.play()
    var isImagined = false
    if !player.hasCanary, imagining, player.isAtRest {
      player = RoadPlayer(continuing: player)
      player.play()
      isImagined = true
    }
    guard player.hasCanary else { return nil }
    self.init(player, isImagined: isImagined)
  }

  private init(_ player: RoadPlayer, isImagined: Bool) {
    from = player.stable
    to = player.canary ?? ""
    self.isImagined = isImagined
    stops = player.stops
    peakPods = player.peakPods
    maxReplicas = player.cluster.resource.spec.scaling.maxReplicas
    load = player.load
  }
}
