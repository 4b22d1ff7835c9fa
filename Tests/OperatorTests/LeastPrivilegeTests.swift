import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Testing

/// The roles that the manifests and the chart give to the operator are enough, and no more than enough.
struct LeastPrivilegeTests {
  @Test(
    "the operator lives under its ServiceAccount: nothing is denied, nothing is granted in vain",
    arguments: OperatorLife.Stage.allCases
  )
  func wholeLife(stage: OperatorLife.Stage) throws {
    let life = try OperatorLife(stage)
    try life.live()
    let operators = life.audit.records.filter { $0.user == life.user }
    #expect(operators.count > 20)
    let denied = operators.filter { !$0.decision.isAllowed }.map { "\($0.request)" }
    #expect(Set(denied).sorted() == [])
    for role in life.roles {
      #expect(life.usage(of: role).unused.map(\.description) == [], "\(role.kind) \(role.name)")
    }
  }

  @Test("the roles grant nothing by wildcard, and each permission once")
  func spelledOut() throws {
    let roles = try OperatorLife().roles
    #expect(roles.count == 2)
    for role in roles {
      let rules = role.json["rules"]?.arrayValue?.map(PolicyRule.init(json:)) ?? []
      let pairs = AccessAudit().usage(ofRole: role.name, rules: rules).granted
      #expect(Set(pairs).count == pairs.count)
      for rule in rules {
        #expect(!(rule.apiGroups + rule.resources + rule.verbs).contains { $0.contains("*") })
      }
    }
  }

  @Test("without its binding the operator is denied at the first watch, and says who it is")
  func unbound() throws {
    let life = try OperatorLife(without: "RoleBinding")
    life.world.run(for: .seconds(10))
    let denied = life.audit.denied.filter { $0.user == life.user }
    #expect(!denied.isEmpty)
    #expect(denied.allSatisfy { $0.decision == .denied(reason: "") })
    life.world.stop()
  }
}
