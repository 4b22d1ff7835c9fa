import APIMachinery
import JSON

/// The kinds that exist without a definition: those that the operator, its children and their controllers use.
enum BuiltInCatalog {
  static let resources: [ServedResource] =
    configuration + workloads + networking + policies + cluster

  private static let configuration = [
    resource(.configMaps, short: ["cm"]) {
      $0.validation = DataValidation.validate(configMap:old:)
    },
    resource(.secrets, fields: ["type"]) {
      $0.defaulting = ConfigurationDefaults.apply(toSecret:)
      $0.validation = DataValidation.validate(secret:old:)
    },
    resource(.serviceAccounts, short: ["sa"], subresources: ["token"]),
    event(.coreEvents, conversion: .identity),
    event(.events, conversion: .event),
    resource(.leases) {
      $0.validation = CoordinationValidation.validate(lease:old:)
      $0.allowsUnconditionalUpdate = false
    },
  ]

  private static let workloads = [
    resource(
      .pods,
      short: ["po"],
      categories: ["all"],
      status: true,
      generation: true,
      fields: [
        "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
        "spec.hostNetwork", "status.phase", "status.podIP", "status.podIPs",
        "status.nominatedNodeName",
      ],
      subresources: ["attach", "binding", "eviction", "exec", "log", "portforward", "proxy"]
    ) {
      $0.defaulting = PodDefaults.apply(toPod:)
      $0.preparation = PodPreparation.prepare
      $0.validation = PodValidation.validate(pod:old:)
    },
    resource(
      .deployments,
      short: ["deploy"],
      categories: ["all"],
      status: true,
      scale: ScalePaths(),
      generation: true
    ) {
      $0.defaulting = WorkloadDefaults.apply(toDeployment:)
      $0.preparation = StatusReset.preparation([:])
      $0.validation = WorkloadValidation.validate(deployment:old:)
      $0.countsAnnotationsAsSpecification = true
    },
    resource(
      .replicaSets,
      short: ["rs"],
      categories: ["all"],
      status: true,
      scale: ScalePaths(),
      generation: true,
      fields: ["status.replicas"]
    ) {
      $0.defaulting = WorkloadDefaults.apply(toReplicaSet:)
      $0.preparation = StatusReset.preparation(["replicas": 0])
      $0.validation = WorkloadValidation.validate(replicaSet:old:)
    },
    resource(.controllerRevisions) {
      $0.validation = WorkloadValidation.validate(controllerRevision:old:)
    },
  ]

  private static let networking = [
    resource(
      .services,
      short: ["svc"],
      categories: ["all"],
      status: true,
      fields: ["spec.clusterIP", "spec.type"]
    ) {
      $0.nameRule = .dns1035Label
      $0.defaulting = ServiceDefaults.apply(toService:)
      $0.preparation = StatusReset.preparation(["loadBalancer": [:]])
      $0.validation = ServiceValidation.validate
    },
    resource(.endpoints, short: ["ep"]) {
      $0.defaulting = ServiceDefaults.apply(toEndpoints:)
    },
    resource(.endpointSlices, generation: true) {
      $0.defaulting = ServiceDefaults.apply(toEndpointSlice:)
      $0.validation = EndpointSliceValidation.validate(slice:old:)
    },
    resource(.ingresses, short: ["ing"], status: true, generation: true) {
      $0.defaulting = { $0.setDefault("status", ["loadBalancer": .object([:])]) }
      $0.preparation = StatusReset.preparation(["loadBalancer": [:]])
      $0.validation = IngressValidation.validate(ingress:old:)
    },
  ]

  private static let policies = [
    autoscaler(.horizontalPodAutoscalers, conversion: .identity),
    autoscaler(
      ResourceType(
        group: "autoscaling",
        version: "v1",
        kind: "HorizontalPodAutoscaler",
        plural: "horizontalpodautoscalers",
        isNamespaced: true
      ),
      conversion: .autoscalerV1
    ),
    resource(.podDisruptionBudgets, short: ["pdb"], status: true, generation: true) {
      $0.preparation = StatusReset.preparation(
        [
          "currentHealthy": 0, "desiredHealthy": 0, "disruptionsAllowed": 0, "expectedPods": 0,
        ]
      )
      $0.validation = BudgetValidation.validate(budget:old:)
      $0.allowsUnconditionalUpdate = false
    },
    resource(.roles) {
      $0.nameRule = .pathSegment
      $0.validation = AccessValidation.validate(role:old:)
    },
    resource(.roleBindings) {
      $0.nameRule = .pathSegment
      $0.defaulting = AccessDefaults.apply(toBinding:)
      $0.validation = AccessValidation.validate(roleBinding:old:)
    },
    resource(.clusterRoles) {
      $0.nameRule = .pathSegment
      $0.validation = AccessValidation.validate(clusterRole:old:)
    },
    resource(.clusterRoleBindings) {
      $0.nameRule = .pathSegment
      $0.defaulting = AccessDefaults.apply(toBinding:)
      $0.validation = AccessValidation.validate(clusterRoleBinding:old:)
    },
  ]

  private static let cluster = [
    resource(.namespaces, short: ["ns"], status: true, fields: ["status.phase"]) {
      $0.nameRule = .label
      $0.defaulting = ConfigurationDefaults.apply(toNamespace:)
      $0.preparation = ConfigurationDefaults.prepare(namespace:old:)
    },
    resource(.nodes, short: ["no"], status: true, fields: ["spec.unschedulable"]),
    resource(
      .customResourceDefinitions,
      short: ["crd", "crds"],
      categories: ["api-extensions"],
      status: true,
      generation: true
    ) {
      $0.defaulting = DefinitionRules.applyDefaults
      $0.preparation = DefinitionRules.prepare
      $0.validation = DefinitionRules.validate
      $0.allowsUnconditionalUpdate = false
    },
  ]

  private static func autoscaler(
    _ type: ResourceType,
    conversion: StorageConversion
  ) -> ServedResource {
    var autoscaler = resource(type, short: ["hpa"], categories: ["all"], status: true) {
      $0.defaulting = WorkloadDefaults.apply(toAutoscaler:)
      $0.preparation = StatusReset.preparation(["desiredReplicas": 0])
      $0.validation = AutoscalerValidation.validate(autoscaler:old:)
    }
    autoscaler.conversion = conversion
    autoscaler.columns = BuiltInColumns.of(.horizontalPodAutoscalers)
    return autoscaler
  }

  private static func event(
    _ type: ResourceType,
    conversion: StorageConversion
  ) -> ServedResource {
    let about = type == .events ? "regarding" : "involvedObject"
    let fields =
      [
        "kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath",
      ].map { "\(about).\($0)" }
      + (type == .events ? ["reportingController"] : ["reportingComponent", "source"])
      + ["reason", "type"]
    var event = resource(
      type,
      short: ["ev"],
      fields: fields,
      storage: StorageID(group: "", plural: "events")
    ) {
      $0.validation = EventValidation.validate(event:old:)
    }
    event.conversion = conversion
    return event
  }

  private static func resource(
    _ type: ResourceType,
    short: [String] = [],
    categories: [String] = [],
    status: Bool = false,
    scale: ScalePaths? = nil,
    generation: Bool = false,
    fields: [String] = [],
    subresources: [String] = [],
    storage: StorageID? = nil,
    rules adjust: (inout BuiltInRules) -> Void = { _ in }
  ) -> ServedResource {
    var rules = BuiltInRules(type: type)
    adjust(&rules)
    var resource = ServedResource(
      type: type,
      storage: storage ?? StorageID(group: type.group, plural: type.plural),
      rules: rules
    )
    resource.shortNames = short
    resource.categories = categories
    resource.hasStatus = status
    resource.scale = scale
    resource.hasGeneration = generation
    resource.selectableFields = fields
    resource.otherSubresources = subresources
    resource.columns = BuiltInColumns.of(type)
    return resource
  }
}
