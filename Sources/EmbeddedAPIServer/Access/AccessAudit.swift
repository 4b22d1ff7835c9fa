import Synchronization

/// Remembers what authorization decided, each decision once, so that a test can prove a role minimal.
package final class AccessAudit: Sendable {
  private struct State {
    var seen: Set<AccessRecord> = []
    var records: [AccessRecord] = []
  }

  private let state = Mutex(State())

  package init() {}

  /// For `EmbeddedAPIServer.Configuration.onDecision`; tells whether it is the first decision of its kind.
  @discardableResult
  package func note(_ record: AccessRecord) -> Bool {
    state.withLock { state in
      let isNew = state.seen.insert(record).inserted
      if isNew { state.records.append(record) }
      return isNew
    }
  }

  /// The distinct decisions in the order of their first occurrence.
  package var records: [AccessRecord] { state.withLock(\.records) }

  package var denied: [AccessRecord] { records.filter { !$0.decision.isAllowed } }

  /// What a role granted, and what it granted to nobody.
  package func usage(ofRole name: String, rules: [PolicyRule]) -> RoleUsage {
    let used = records.compactMap { record -> RoleUsage.Pair? in
      guard case .allowed(let grant?) = record.decision, grant.roleName == name,
        case .resource(let resource) = record.request.target
      else { return nil }
      return RoleUsage.Pair(
        group: resource.group,
        resource: resource.path,
        verb: record.request.verb
      )
    }
    return RoleUsage(granted: rules.flatMap(RoleUsage.pairs), used: Set(used))
  }
}
