import JSON

extension FieldTopology {
  static let builtIn: [BuiltInKind: TopologyNode] = core.merging(others) { first, _ in first }

  private static let core: [BuiltInKind: TopologyNode] = [
    .core("Pod"): .resource(["spec": .podSpec, "status": .podStatus]),
    .core("Service"): .resource(["spec": service, "status": serviceStatus]),
    .core("Endpoints"): .resource(["subsets": .atomic]),
    .core("ConfigMap"): .resource(["data": .texts, "binaryData": .texts]),
    .core("Secret"): .resource(["data": .texts, "stringData": .texts]),
    .core("ServiceAccount"): .resource([
      "secrets": .list(by: "name", of: .objectReference), "imagePullSecrets": .atomic,
    ]),
    .core("Namespace"): .resource(["spec": .byValue([:]), "status": .byValue(conditions)]),
    .core("Node"): .resource(["spec": nodeSpec, "status": nodeStatus]),
    .core("Event"): .resource([
      "involvedObject": .objectReference, "related": .objectReference,
    ]),
  ]

  private static let others: [BuiltInKind: TopologyNode] = [
    .init(group: "apps", kind: "Deployment"): .resource([
      "spec": .byValue([
        "selector": .labelSelector, "template": .podTemplate,
        "strategy": .structure([:], isByValue: true, patch: .retainKeys),
      ]),
      "status": .byValue(conditions),
    ]),
    .init(group: "apps", kind: "ReplicaSet"): .resource([
      "spec": .byValue(["selector": .labelSelector, "template": .podTemplate]),
      "status": .byValue(conditions),
    ]),
    .init(group: "apps", kind: "ControllerRevision"): .resource(["data": .atomic]),
    .init(group: "autoscaling", kind: "HorizontalPodAutoscaler"): .resource([
      "spec": .byValue(["scaleTargetRef": .byValue([:])]), "status": .byValue(conditions),
    ]),
    .init(group: "policy", kind: "PodDisruptionBudget"): .resource([
      "spec": .byValue(["selector": TopologyNode(.atomic, patch: .replace)]),
      "status": .byValue(conditions.merging(["disruptedPods": .texts]) { first, _ in first }),
    ]),
    .init(group: "networking.k8s.io", kind: "Ingress"): .resource([
      "spec": .byValue([
        "defaultBackend": .structure(["resource": .objectReference])
      ]),
      "status": .byValue(["loadBalancer": .byValue([:])]),
    ]),
    .init(group: "discovery.k8s.io", kind: "EndpointSlice"): .resource([:]),
    .init(group: "coordination.k8s.io", kind: "Lease"): .resource(["spec": .byValue([:])]),
    .init(group: "events.k8s.io", kind: "Event"): .resource([
      "regarding": .objectReference, "related": .objectReference,
    ]),
    .init(group: "rbac.authorization.k8s.io", kind: "RoleBinding"): roleBinding,
    .init(group: "rbac.authorization.k8s.io", kind: "ClusterRoleBinding"): roleBinding,
    .init(group: "apiextensions.k8s.io", kind: "CustomResourceDefinition"): .resource([
      "spec": .byValue(["names": .byValue([:])]), "status": .byValue(conditions),
    ]),
  ]

  private static let conditions: [String: TopologyNode] = ["conditions": .conditions]

  private static let service = TopologyNode.byValue([
    "ports": .list(
      by: "port",
      "protocol",
      defaults: ["protocol": "TCP"],
      patch: .mergeList(key: "port")
    ),
    "selector": .atomicMap,
  ])

  private static let serviceStatus = TopologyNode.byValue(
    conditions.merging(["loadBalancer": .byValue([:])]) { first, _ in first }
  )

  private static let nodeSpec = TopologyNode.byValue([
    "podCIDRs": .set, "taints": TopologyNode(.atomic, patch: .mergeList(key: "key")),
  ])

  private static let nodeStatus = TopologyNode.byValue(
    conditions.merging(["addresses": .list(by: "type"), "capacity": .texts]) { first, _ in first }
  )

  private static let roleBinding = TopologyNode.resource([
    "roleRef": TopologyNode(.atomic, patch: .mergeMap)
  ])
}

extension FieldTopology.BuiltInKind {
  fileprivate static func core(_ kind: String) -> Self { .init(group: "", kind: kind) }
}

extension TopologyNode {
  /// A part that every object of the kind has, even if empty.
  fileprivate static func byValue(_ fields: [String: TopologyNode]) -> TopologyNode {
    structure(fields, isByValue: true)
  }
}
