import PhysicsResources
import JSON

/// Every scenario, in the order of the page.
package enum ScenarioCatalogue {
  package static let all: [Scenario] = [
    upgrades, failures, supersessions, changes, capacity, verbs, accidents, refusals, metrics,
    routes, lives, controls,
  ].flatMap(\.self)

  package static func scenario(named name: String) -> Scenario? { all.first { $0.name == name } }

  /// Long enough for every hold, every deadline and the drains of one rollout.
  static let rollout = Duration.seconds(1_500)

  static func edit(_ path: String, _ value: JSONValue?) -> ScenarioManifest.SpecEdit {
    ScenarioManifest.SpecEdit(path: path.split(separator: ".").map(String.init), value: value)
  }

  /// The new revision is the stable one, and nothing is under way.
  static func promoted(_ tag: String) -> ScenarioStep {
    .until(.both(.resting, .both(.stable(tag), .outcome(.promoted))), atMost: rollout)
  }

  static func rolledBack(to tag: String) -> ScenarioStep {
    .until(.both(.phase(.rolledBack), .both(.stable(tag), .noWeight)), atMost: rollout)
  }

  static func weight(_ weight: Int) -> ScenarioStep {
    .until(.weight(atLeast: weight), atMost: rollout)
  }

  static let weighted: [ScenarioRouter] = [.gatewayAPI, .usersRoute, .traefik]
}
