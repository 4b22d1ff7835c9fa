/// What `kubectl explain` says of the built-in kinds and of the fields that people look up first.
///
/// One sentence to a line: a type, or a type and its field, then the sentence.
enum BuiltInDescriptions {
  /// The sentence about a type, or about `Type.field`; `nil` where there is none.
  static func of(_ name: String) -> String? { sentences[name] }

  static func of(field: String, in type: String) -> String? {
    sentences["\(type).\(field)"] ?? (isKind(type) ? sentences[".\(field)"] : nil)
  }

  private static func isKind(_ type: String) -> Bool {
    BuiltInTypes.all[type]?.contains { $0.name == "metadata" } ?? false
  }

  private static let sentences = Dictionary(
    text.split(separator: "\n").compactMap { line -> (String, String)? in
      let parts = line.split(separator: " ", maxSplits: 1)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
  ) { first, _ in first }

  private static let text = """
    .apiVersion The versioned schema of this representation of the object.
    .kind The kind of REST resource that this object represents.
    .metadata Standard object metadata: names, labels, annotations, owners.
    .spec The desired state, as its author wrote it.
    .status The state that was last observed; filled in by the system.
    ConfigMap Holds configuration data for pods to consume.
    ConfigMap.binaryData Data that need not be UTF-8, in base64.
    ConfigMap.data Data in UTF-8, by key.
    ConfigMap.immutable Whether data is closed to changes; can be set, never taken back.
    Container One container to run within a pod.
    Container.args Arguments to the entrypoint; the image's own when not given.
    Container.command The entrypoint, not run in a shell; the image's own when not given.
    Container.env Environment variables, in order.
    Container.envFrom ConfigMaps and Secrets whose entries become environment variables.
    Container.image The name of the image.
    Container.imagePullPolicy When to pull: Always, Never or IfNotPresent.
    Container.livenessProbe How to tell that the container must be restarted.
    Container.name A DNS label, unique in the pod; cannot be changed.
    Container.ports The ports that the container exposes.
    Container.readinessProbe How to tell that the container can serve.
    Container.resources What the container needs and may use at most.
    Container.startupProbe How to tell that the container has started; other probes wait for it.
    Container.volumeMounts Volumes of the pod to mount into the file system.
    ControllerRevision An immutable snapshot of a controller's state.
    ControllerRevision.data The state, serialized.
    ControllerRevision.revision The number of the state.
    CustomResourceDefinition Defines a resource that the API server then serves.
    Deployment Declares how pods and ReplicaSets are updated.
    DeploymentSpec.minReadySeconds Seconds that a new pod must be ready before it counts as available.
    DeploymentSpec.paused Whether changes of the template wait.
    DeploymentSpec.progressDeadlineSeconds Seconds without progress after which a rollout has failed.
    DeploymentSpec.replicas How many pods are desired; 1 when not given.
    DeploymentSpec.revisionHistoryLimit How many old ReplicaSets are kept for rolling back.
    DeploymentSpec.selector Which pods belong here; must match the template's labels; cannot be changed.
    DeploymentSpec.strategy How old pods are replaced by new ones.
    DeploymentSpec.template The pods that will be created.
    DeploymentStrategy.rollingUpdate How many pods may be missing or too many while rolling.
    DeploymentStrategy.type Recreate or RollingUpdate.
    EndpointSlice A part of the endpoints that implement a service.
    Event A report of something that happened somewhere in the cluster.
    HorizontalPodAutoscaler Sets the number of replicas of a target from metrics.
    HorizontalPodAutoscalerSpec.behavior How fast to scale, up and down.
    HorizontalPodAutoscalerSpec.maxReplicas The number of replicas that is never passed.
    HorizontalPodAutoscalerSpec.metrics What the number of replicas is computed from; the largest result wins.
    HorizontalPodAutoscalerSpec.minReplicas The number of replicas that is always kept; 1 when not given.
    HorizontalPodAutoscalerSpec.scaleTargetRef The resource to scale.
    Ingress Rules by which connections from outside reach services.
    Lease A lock with a holder and a duration.
    LeaseSpec.holderIdentity Who holds the lease.
    LeaseSpec.leaseDurationSeconds Seconds after the last renewal at which others may take it.
    Namespace A scope for names.
    Node A worker of the cluster.
    NodeSpec.unschedulable Whether new pods are kept away.
    Pod Containers that run together on a host.
    PodDisruptionBudget How many pods of a set may be taken away at a time.
    PodDisruptionBudgetSpec.maxUnavailable How many pods, or which share, may be missing after an eviction.
    PodDisruptionBudgetSpec.minAvailable How many pods, or which share, must remain after an eviction.
    PodDisruptionBudgetSpec.selector Which pods are protected.
    PodSpec.containers The containers of the pod; at least one.
    PodSpec.initContainers Containers that run one after another before the others start.
    PodSpec.nodeName The node on which the pod runs.
    PodSpec.nodeSelector Labels that a node must have.
    PodSpec.restartPolicy Always, OnFailure or Never.
    PodSpec.serviceAccountName The account that the pod acts as.
    PodSpec.terminationGracePeriodSeconds Seconds between being asked to stop and being killed.
    PodSpec.tolerations Taints that the pod accepts.
    PodSpec.volumes What containers can mount.
    ReplicaSet Keeps a number of equal pods running.
    ReplicaSetSpec.replicas How many pods are desired; 1 when not given.
    ReplicaSetSpec.selector Which pods count; must match the template's labels.
    ReplicaSetSpec.template The pods that will be created.
    Secret Holds data that should be seen by few.
    Secret.data The data in base64, by key.
    Secret.immutable Whether data is closed to changes; can be set, never taken back.
    Secret.stringData Data in plain text for convenience of writing; never read back.
    Secret.type What the data is for.
    Service A name and an address for a set of pods.
    ServiceAccount An identity for processes in pods.
    ServiceSpec.clusterIP The address of the service, assigned when not given; "None" for a headless one.
    ServiceSpec.ports The ports that the service exposes.
    ServiceSpec.selector The labels of the pods that get its traffic.
    ServiceSpec.type ClusterIP, NodePort, LoadBalancer or ExternalName.
    """
}
