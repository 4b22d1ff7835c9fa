import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Testing

/// The role that the manifests give to the operator is enough, and no more than enough.
struct LeastPrivilegeTests {
  /// Permissions that the life below does not use, and who needs them.
  ///
  /// Whoever takes a permission out of the manifest takes its line out of here, and the other way round.
  private static let reserves: [String: String] = {
    let list = "a server that sends no initial events on watches is listed"
    let replace = "an apply that a clash in a keyed list makes invalid (422) becomes a replace"
    let listed = [
      "physicsapis.fisica-lab.com", "deployments.apps", "controllerrevisions.apps", "services",
      "configmaps", "pods", "endpointslices.discovery.k8s.io", "ingresses.networking.k8s.io",
      "horizontalpodautoscalers.autoscaling", "poddisruptionbudgets.policy",
      "httproutes.gateway.networking.k8s.io", "traefikservices.traefik.io",
    ]
    let replaced = [
      "deployments.apps", "services", "horizontalpodautoscalers.autoscaling",
      "poddisruptionbudgets.policy", "ingresses.networking.k8s.io",
      "httproutes.gateway.networking.k8s.io",
    ]
    var reserves = [
      "patch events.events.k8s.io": "an event that repeats is counted up in its series",
      "update physicsapis/finalizers.fisica-lab.com":
        "OwnerReferencesPermissionEnforcement asks for it before it accepts blockOwnerDeletion",
    ]
    reserves["patch physicsapis.fisica-lab.com"] =
      "spec.rollout.restoreSpec writes the last good workload back"
    for resource in listed { reserves["list \(resource)"] = list }
    for resource in replaced { reserves["update \(resource)"] = replace }
    return reserves
  }()

  @Test(
    "the operator lives under its ServiceAccount: nothing is denied, nothing is granted in vain"
  )
  func wholeLife() throws {
    let life = try OperatorLife()
    try life.live()
    let operators = life.audit.records.filter { $0.user == OperatorLife.user }
    #expect(operators.count > 20)
    let denied = Set(
      operators.filter { !$0.decision.isAllowed }.map { "\($0.request)" }
    ).sorted()
    #expect(denied == [])
    let usage = life.audit.usage(ofRole: life.role.name, rules: life.rules)
    let unused = usage.unused.map(\.description).sorted()
    #expect(unused == Self.reserves.keys.sorted())
  }

  @Test("the role grants nothing by wildcard, and each permission once")
  func spelledOut() throws {
    let life = try OperatorLife()
    let pairs = life.audit.usage(ofRole: life.role.name, rules: life.rules).granted
    #expect(Set(pairs).count == pairs.count)
    for rule in life.rules {
      #expect(!(rule.apiGroups + rule.resources + rule.verbs).contains { $0.contains("*") })
    }
  }

  @Test("without its binding the operator is denied at the first watch, and says who it is")
  func unbound() throws {
    let life = try OperatorLife(without: "RoleBinding")
    life.world.run(for: .seconds(10))
    let denied = life.audit.denied.filter { $0.user == OperatorLife.user }
    #expect(!denied.isEmpty)
    #expect(denied.allSatisfy { $0.decision == .denied(reason: "") })
    life.world.stop()
  }
}
