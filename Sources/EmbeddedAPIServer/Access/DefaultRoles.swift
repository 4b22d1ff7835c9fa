import APIMachinery
import JSON

/// The roles and bindings that every cluster starts with: the part of upstream's bootstrap policy that
/// speaks of people and of kinds that are served here.
enum DefaultRoles {
  static var objects: [(ResourceType, JSONValue)] {
    roles.map { (ResourceType.clusterRoles, $0.json) }
      + bindings.map { (ResourceType.clusterRoleBindings, $0.json) }
  }

  fileprivate struct Role {
    let name: String
    /// The aggregated roles that this one is part of.
    var partOf: [String] = []
    /// The role that this one gathers the parts of.
    var gathers: String?
    var rules: [PolicyRule] = []
  }

  fileprivate struct Binding {
    let role: String
    let groups: [String]
  }

  private static let read = ["get", "list", "watch"]
  private static let write = ["create", "delete", "deletecollection", "patch", "update"]

  fileprivate static let bindings = [
    Binding(role: "cluster-admin", groups: [UserInfo.privilegedGroup]),
    Binding(role: "system:basic-user", groups: [UserInfo.authenticatedGroup]),
    Binding(role: "system:discovery", groups: [UserInfo.authenticatedGroup]),
    Binding(
      role: "system:public-info-viewer",
      groups: [UserInfo.authenticatedGroup, UserInfo.unauthenticatedGroup]
    ),
  ]

  fileprivate static let roles = [
    Role(name: "admin", gathers: "admin"),
    Role(
      name: "cluster-admin",
      rules: [
        PolicyRule(apiGroups: ["*"], resources: ["*"], verbs: ["*"]),
        PolicyRule(nonResourceURLs: ["*"], verbs: ["*"]),
      ]
    ),
    Role(name: "edit", partOf: ["admin"], gathers: "edit"),
    Role(name: "system:aggregate-to-admin", partOf: ["admin"], rules: administration),
    Role(name: "system:aggregate-to-edit", partOf: ["edit"], rules: editing),
    Role(name: "system:aggregate-to-view", partOf: ["view"], rules: viewing),
    Role(
      name: "system:auth-delegator",
      rules: [
        rule("authentication.k8s.io", "tokenreviews", ["create"]),
        rule("authorization.k8s.io", "subjectaccessreviews", ["create"]),
      ]
    ),
    Role(
      name: "system:basic-user",
      rules: [
        rule(
          "authorization.k8s.io",
          "selfsubjectaccessreviews selfsubjectrulesreviews",
          ["create"]
        ),
        rule("authentication.k8s.io", "selfsubjectreviews", ["create"]),
      ]
    ),
    Role(
      name: "system:discovery",
      rules: [
        urls(
          "/api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version /version/"
        )
      ]
    ),
    Role(
      name: "system:public-info-viewer",
      rules: [urls("/healthz /livez /readyz /version /version/")]
    ),
    Role(name: "view", partOf: ["edit"], gathers: "view"),
  ]

  private static let administration = [
    rule("authorization.k8s.io", "localsubjectaccessreviews", ["create"]),
    rule("rbac.authorization.k8s.io", "rolebindings roles", read + write),
  ]

  private static let editing = [
    rule("", "pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy", read),
    rule("", "serviceaccounts", ["impersonate"]),
    rule("", "pods pods/attach pods/exec pods/portforward pods/proxy", write),
    rule("", "pods/eviction", ["create"]),
    rule(
      "",
      "configmaps events persistentvolumeclaims replicationcontrollers "
        + "replicationcontrollers/scale secrets serviceaccounts services services/proxy",
      write
    ),
    rule("", "serviceaccounts/token", ["create"]),
    rule(
      "apps",
      "daemonsets deployments deployments/rollback deployments/scale replicasets "
        + "replicasets/scale statefulsets statefulsets/scale",
      write
    ),
    rule("autoscaling", "horizontalpodautoscalers", write),
    rule("batch", "cronjobs jobs", write),
    rule("policy", "poddisruptionbudgets", write),
    rule("networking.k8s.io", "ingresses networkpolicies", write),
    rule("coordination.k8s.io", "leases", read + write),
  ]

  private static let viewing = [
    rule(
      "",
      "configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods "
        + "replicationcontrollers replicationcontrollers/scale serviceaccounts services "
        + "services/status",
      read
    ),
    rule(
      "",
      "bindings events limitranges namespaces/status pods/log pods/status "
        + "replicationcontrollers/status resourcequotas resourcequotas/status",
      read
    ),
    rule("", "namespaces", read),
    rule("discovery.k8s.io", "endpointslices", read),
    rule(
      "apps",
      "controllerrevisions daemonsets daemonsets/status deployments deployments/scale "
        + "deployments/status replicasets replicasets/scale replicasets/status statefulsets "
        + "statefulsets/scale statefulsets/status",
      read
    ),
    rule("autoscaling", "horizontalpodautoscalers horizontalpodautoscalers/status", read),
    rule("batch", "cronjobs cronjobs/status jobs jobs/status", read),
    rule("policy", "poddisruptionbudgets poddisruptionbudgets/status", read),
    rule("networking.k8s.io", "ingresses ingresses/status networkpolicies", read),
  ]

  private static func rule(_ group: String, _ resources: String, _ verbs: [String]) -> PolicyRule {
    PolicyRule(
      apiGroups: [group],
      resources: resources.split(separator: " ").map { String($0) },
      verbs: verbs.sorted()
    )
  }

  private static func urls(_ urls: String) -> PolicyRule {
    PolicyRule(
      nonResourceURLs: urls.split(separator: " ").map { String($0) },
      verbs: ["get"]
    )
  }
}

extension DefaultRoles.Role {
  fileprivate var json: JSONValue {
    var labels: JSONObject = ["kubernetes.io/bootstrapping": "rbac-defaults"]
    for role in partOf { labels["rbac.authorization.k8s.io/aggregate-to-\(role)"] = "true" }
    var json = DefaultRoles.object(.clusterRoles, name, labels)
    if !rules.isEmpty { json["rules"] = .array(rules.map(\.json)) }
    if let gathers {
      let label = "rbac.authorization.k8s.io/aggregate-to-\(gathers)"
      json["aggregationRule"] = [
        "clusterRoleSelectors": [
          ["matchLabels": .object(JSONObject([.init(key: label, value: "true")]))]
        ]
      ]
    }
    return json
  }
}

extension DefaultRoles.Binding {
  fileprivate var json: JSONValue {
    var json = DefaultRoles.object(
      .clusterRoleBindings,
      role,
      ["kubernetes.io/bootstrapping": "rbac-defaults"]
    )
    json["roleRef"] = [
      "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": .string(role),
    ]
    json["subjects"] = .array(
      groups.map {
        ["apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": .string($0)]
      }
    )
    return json
  }
}

extension DefaultRoles {
  fileprivate static func object(
    _ type: ResourceType,
    _ name: String,
    _ labels: JSONObject
  ) -> JSONValue {
    var object = APIObject(type, ObjectKey(namespace: "", name: name))
    object.metadata["labels"] = .object(labels)
    object.metadata["annotations"] = ["rbac.authorization.kubernetes.io/autoupdate": "true"]
    return object.json
  }
}
