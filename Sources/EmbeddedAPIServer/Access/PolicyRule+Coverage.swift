/// Whether rights are held already: nobody may grant more than that.
extension PolicyRule {
  /// The parts of `wanted` that `held` does not cover, each of one group, resource, name and verb.
  static func uncovered(_ wanted: [PolicyRule], by held: [PolicyRule]) -> [PolicyRule] {
    wanted.flatMap(\.parts).filter { part in !held.contains { $0.covers(part) } }
  }

  /// The same rules with the verbs of one resource together; the order of first mention.
  static func compacted(_ rules: [PolicyRule]) -> [PolicyRule] {
    var compacted: [PolicyRule] = []
    for rule in rules {
      let same = compacted.firstIndex { present in
        rule.nonResourceURLs.isEmpty && present.apiGroups == rule.apiGroups
          && present.resources == rule.resources && present.resourceNames == rule.resourceNames
          && present.nonResourceURLs.isEmpty
      }
      if let same { compacted[same].verbs += rule.verbs } else { compacted.append(rule) }
    }
    return compacted
  }

  private var parts: [PolicyRule] {
    var parts: [PolicyRule] = []
    for group in apiGroups {
      for resource in resources {
        for verb in verbs {
          let part = PolicyRule(apiGroups: [group], resources: [resource], verbs: [verb])
          guard !resourceNames.isEmpty else {
            parts.append(part)
            continue
          }
          for name in resourceNames {
            var named = part
            named.resourceNames = [name]
            parts.append(named)
          }
        }
      }
    }
    for url in nonResourceURLs {
      for verb in verbs { parts.append(PolicyRule(nonResourceURLs: [url], verbs: [verb])) }
    }
    return parts
  }

  private func covers(_ part: PolicyRule) -> Bool {
    let names =
      resourceNames.isEmpty
      || !part.resourceNames.isEmpty && part.resourceNames.allSatisfy(resourceNames.contains)
    return names && Self.all(part.verbs, in: verbs) && Self.all(part.apiGroups, in: apiGroups)
      && part.resources.allSatisfy(coversResource)
      && part.nonResourceURLs.allSatisfy(coversURL)
  }

  private static func all(_ wanted: [String], in held: [String]) -> Bool {
    held.contains("*") || wanted.allSatisfy(held.contains)
  }

  private func coversResource(_ resource: String) -> Bool {
    if resources.contains("*") || resources.contains(resource) { return true }
    guard let slash = resource.firstIndex(of: "/") else { return false }
    return resources.contains("*\(resource[slash...])")
  }

  private func coversURL(_ url: String) -> Bool {
    nonResourceURLs.contains { held in
      held == "*" || held == url
        || held.hasSuffix("*") && url.hasPrefix(String(held.dropLast()))
    }
  }
}
