import APIMachinery
import JSON

/// ClusterRoles whose rules are those of others (`clusterroleaggregation_controller.go`).
extension Cluster {
  /// Aggregated roles may gather from aggregated roles; upstream's own go two deep.
  private static let roundsMax = 8

  /// What a change of a role or binding means for authorization.
  mutating func follow(access change: Change, of resource: ServedResource) {
    access.policy = nil
    guard resource.type == .clusterRoles, !access.isAggregating else { return }
    access.isAggregating = true
    defer { access.isAggregating = false }
    var rounds = 0
    while rounds < Self.roundsMax, aggregateRoles(resource) { rounds += 1 }
  }

  /// Writes the rules of aggregated roles; whether any has changed.
  private mutating func aggregateRoles(_ resource: ServedResource) -> Bool {
    let roles = collection(resource.storage).table.objects
    var hasChanged = false
    for role in roles {
      let selectors = role.json["aggregationRule"]?["clusterRoleSelectors"]?.arrayValue ?? []
      guard !selectors.isEmpty, !role.isBeingDeleted else { continue }
      var rules: [JSONValue] = []
      for selector in selectors.compactMap(LabelSelector.init(json:)) {
        for source in roles where source.name != role.name && selector.matches(source.labels) {
          for rule in source.json["rules"]?.arrayValue ?? [] where !rules.contains(rule) {
            rules.append(rule)
          }
        }
      }
      guard rules != role.json["rules"]?.arrayValue ?? [] else { continue }
      var gathered = role
      gathered.json["rules"] = .array(rules)
      let source = WriteSource(verb: .update, options: .controller)
      _ = commit(.modified, gathered, previous: role, of: resource, by: source)
      hasChanged = true
    }
    return hasChanged
  }
}
