extension ResourceType {
  private static func namespaced(_ group: String, _ kind: String, _ plural: String) -> ResourceType
  {
    ResourceType(group: group, version: "v1", kind: kind, plural: plural, isNamespaced: true)
  }

  private static func clusterWide(
    _ group: String,
    _ kind: String,
    _ plural: String
  ) -> ResourceType {
    ResourceType(group: group, version: "v1", kind: kind, plural: plural, isNamespaced: false)
  }

  package static let namespaces = clusterWide("", "Namespace", "namespaces")
  package static let nodes = clusterWide("", "Node", "nodes")
  package static let pods = namespaced("", "Pod", "pods")
  package static let services = namespaced("", "Service", "services")
  package static let configMaps = namespaced("", "ConfigMap", "configmaps")
  package static let secrets = namespaced("", "Secret", "secrets")
  package static let serviceAccounts = namespaced("", "ServiceAccount", "serviceaccounts")
  package static let coreEvents = namespaced("", "Event", "events")
  package static let deployments = namespaced("apps", "Deployment", "deployments")
  package static let replicaSets = namespaced("apps", "ReplicaSet", "replicasets")
  package static let controllerRevisions = namespaced(
    "apps",
    "ControllerRevision",
    "controllerrevisions"
  )
  package static let horizontalPodAutoscalers = ResourceType(
    group: "autoscaling",
    version: "v2",
    kind: "HorizontalPodAutoscaler",
    plural: "horizontalpodautoscalers",
    isNamespaced: true
  )
  package static let podDisruptionBudgets = namespaced(
    "policy",
    "PodDisruptionBudget",
    "poddisruptionbudgets"
  )
  package static let endpointSlices = namespaced(
    "discovery.k8s.io",
    "EndpointSlice",
    "endpointslices"
  )
  package static let endpoints = namespaced("", "Endpoints", "endpoints")
  package static let ingresses = namespaced("networking.k8s.io", "Ingress", "ingresses")
  package static let leases = namespaced("coordination.k8s.io", "Lease", "leases")
  package static let events = namespaced("events.k8s.io", "Event", "events")
  package static let gatewayClasses = clusterWide(
    "gateway.networking.k8s.io",
    "GatewayClass",
    "gatewayclasses"
  )
  package static let gateways = namespaced("gateway.networking.k8s.io", "Gateway", "gateways")
  package static let httpRoutes = namespaced(
    "gateway.networking.k8s.io",
    "HTTPRoute",
    "httproutes"
  )
  package static let traefikServices = ResourceType(
    group: "traefik.io",
    version: "v1alpha1",
    kind: "TraefikService",
    plural: "traefikservices",
    isNamespaced: true
  )
  package static let customResourceDefinitions = clusterWide(
    "apiextensions.k8s.io",
    "CustomResourceDefinition",
    "customresourcedefinitions"
  )
  package static let roles = namespaced("rbac.authorization.k8s.io", "Role", "roles")
  package static let roleBindings = namespaced(
    "rbac.authorization.k8s.io",
    "RoleBinding",
    "rolebindings"
  )
  package static let clusterRoles = clusterWide(
    "rbac.authorization.k8s.io",
    "ClusterRole",
    "clusterroles"
  )
  package static let clusterRoleBindings = clusterWide(
    "rbac.authorization.k8s.io",
    "ClusterRoleBinding",
    "clusterrolebindings"
  )
}
