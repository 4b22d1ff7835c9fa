import APIMachinery
import JSON
import Time

/// An HTTPRoute as a gateway reads it: its rules, in order.
struct RouteRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var generation = 0
  private(set) var parents: [JSONValue] = []
  private(set) var rules: [RouteRule] = []
  private(set) var status: JSONValue = .null
  /// When the gateway will report on the present state, once its report is out of date.
  var reportDueAt: Timestamp?

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    generation = object.generation
    parents = object.spec["parentRefs"]?.arrayValue ?? []
    status = object.status
    let rules = object.spec["rules"]?.arrayValue ?? []
    self.rules = rules.map { RouteRule(json: $0, namespace: key.namespace) }
  }

  /// The backends of all rules.
  var backends: [BackendRecord] { rules.flatMap(\.backends) }

  /// The rule that a request for a path falls under; `nil` when none matches.
  ///
  /// An exact path before a prefix, a longer prefix before a shorter one, an earlier rule before a later one, as the Gateway API has it.
  func rule(for path: String) -> RouteRule? {
    var best: (rule: RouteRule, precedence: Int)?
    for rule in rules {
      guard let precedence = rule.precedence(for: path) else { continue }
      if precedence > best?.precedence ?? -1 { best = (rule, precedence) }
    }
    return best?.rule
  }
}
