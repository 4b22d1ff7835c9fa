import JSON

/// What `kubectl explain` says of the kinds and of the fields that every object has.
enum OpenAPIDescriptions {
  private static let conventions =
    "https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md"

  static let fields: [(name: String, text: String)] = [
    (
      "apiVersion",
      "APIVersion defines the versioned schema of this representation of an object. Servers should "
        + "convert recognized schemas to the latest internal value, and may reject unrecognized values. "
        + "More info: \(conventions)#resources"
    ),
    (
      "kind",
      "Kind is a string value representing the REST resource this object represents. Servers may infer "
        + "this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More "
        + "info: \(conventions)#types-kinds"
    ),
  ]

  static let metadata = "Standard object's metadata. More info: \(conventions)#metadata"

  /// By the name of the type.
  static let kinds: [String: String] = [
    "ClusterRole":
      "ClusterRole is a cluster level, logical grouping of PolicyRules that can be referenced as a unit "
      + "by a RoleBinding or ClusterRoleBinding.",
    "ClusterRoleBinding":
      "ClusterRoleBinding references a ClusterRole, but not contain it. It can reference a ClusterRole "
      + "in the global namespace, and adds who information via Subject.",
    "ConfigMap": "ConfigMap holds configuration data for pods to consume.",
    "ControllerRevision":
      "ControllerRevision implements an immutable snapshot of state data. Clients are responsible for "
      + "serializing and deserializing the objects that contain their internal state.",
    "CustomResourceDefinition":
      "CustomResourceDefinition represents a resource that should be exposed on the API server. Its name "
      + "MUST be in the format <.spec.name>.<.spec.group>.",
    "Deployment": "Deployment enables declarative updates for Pods and ReplicaSets.",
    "EndpointSlice":
      "EndpointSlice represents a set of service endpoints. Most EndpointSlices are created by the "
      + "EndpointSlice controller to represent the Pods selected by Service objects.",
    "Event":
      "Event is a report of an event somewhere in the cluster. Events have a limited retention time and "
      + "triggers and messages may evolve with time.",
    "EventsEvent":
      "Event is a report of an event somewhere in the cluster. It generally denotes some state change in "
      + "the system.",
    "HorizontalPodAutoscaler":
      "HorizontalPodAutoscaler is the configuration for a horizontal pod autoscaler, which automatically "
      + "manages the replica count of any resource implementing the scale subresource based on the "
      + "metrics specified.",
    "Ingress":
      "Ingress is a collection of rules that allow inbound connections to reach the endpoints defined by "
      + "a backend.",
    "Lease": "Lease defines a lease concept.",
    "Namespace":
      "Namespace provides a scope for Names. Use of multiple namespaces is optional.",
    "Node":
      "Node is a worker node in Kubernetes. Each node will have a unique identifier in the cache (i.e. in "
      + "etcd).",
    "ObjectMeta":
      "ObjectMeta is metadata that all persisted resources must have, which includes all objects users "
      + "must create.",
    "Pod":
      "Pod is a collection of containers that can run on a host. This resource is created by clients and "
      + "scheduled onto hosts.",
    "PodDisruptionBudget":
      "PodDisruptionBudget is an object to define the max disruption that can be caused to a collection "
      + "of pods",
    "ReplicaSet":
      "ReplicaSet ensures that a specified number of pod replicas are running at any given time.",
    "Role":
      "Role is a namespaced, logical grouping of PolicyRules that can be referenced as a unit by a "
      + "RoleBinding.",
    "RoleBinding":
      "RoleBinding references a role, but does not contain it.  It can reference a Role in the same "
      + "namespace or a ClusterRole in the global namespace.",
    "Secret":
      "Secret holds secret data of a certain type. The total bytes of the values in the Data field must "
      + "be less than MaxSecretSize bytes.",
    "Service":
      "Service is a named abstraction of software service (for example, mysql) consisting of local port "
      + "(for example 3306) that the proxy listens on, and the selector that determines which pods will "
      + "answer requests sent through the proxy.",
    "ServiceAccount": "ServiceAccount binds together an identity that systems understand.",
  ]
}
