/// Which of a role's permissions were needed.
package struct RoleUsage: Hashable, Sendable {
  /// One permission.
  package struct Pair: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let group: String
    /// With its subresource: `deployments/scale`.
    package let resource: String
    package let verb: String

    package init(group: String, resource: String, verb: String) {
      self.group = group
      self.resource = resource
      self.verb = verb
    }

    /// `patch deployments/scale.apps`.
    package var description: String {
      group.isEmpty ? "\(verb) \(resource)" : "\(verb) \(resource).\(group)"
    }

    package static func < (left: Pair, right: Pair) -> Bool {
      (left.group, left.resource, left.verb) < (right.group, right.resource, right.verb)
    }
  }

  /// Every permission that the rules spell out, in their order.
  package let granted: [Pair]
  package let used: Set<Pair>

  /// What was granted for nothing.
  package var unused: [Pair] { granted.filter { !used.contains($0) } }

  static func pairs(of rule: PolicyRule) -> [Pair] {
    rule.apiGroups.flatMap { group in
      rule.resources.flatMap { resource in
        rule.verbs.map { Pair(group: group, resource: resource, verb: $0) }
      }
    }
  }
}
