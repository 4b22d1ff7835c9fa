extension BuiltInTypes {
  /// Configuration, events, access, namespaces, nodes and definitions; the common metadata.
  static let cluster = """
    AggregationRule clusterRoleSelectors:[LabelSelector]
    ApiextensionsV1ServiceReference name:string! namespace:string! path:string port:integer
    ApiextensionsV1WebhookClientConfig caBundle:bytes service:ApiextensionsV1ServiceReference
      url:string
    AttachedVolume devicePath:string! name:string!
    ClusterRole aggregationRule:AggregationRule metadata:ObjectMeta rules:[PolicyRule]
    ClusterRoleBinding metadata:ObjectMeta roleRef:RoleRef! subjects:[Subject]
    ConfigMap binaryData:{bytes} data:{string} immutable:boolean metadata:ObjectMeta
    ConfigMapNodeConfigSource kubeletConfigKey:string! name:string! namespace:string!
      resourceVersion:string uid:string
    ContainerImage names:[string] sizeBytes:integer
    CustomResourceColumnDefinition description:string format:string jsonPath:string!
      name:string! priority:integer type:string!
    CustomResourceConversion strategy:string! webhook:WebhookConversion
    CustomResourceDefinition metadata:ObjectMeta spec:CustomResourceDefinitionSpec!
      status:CustomResourceDefinitionStatus
    CustomResourceDefinitionCondition lastTransitionTime:time message:string
      observedGeneration:integer reason:string status:string! type:string!
    CustomResourceDefinitionNames categories:[string] kind:string! listKind:string
      plural:string! shortNames:[string] singular:string
    CustomResourceDefinitionSpec conversion:CustomResourceConversion group:string!
      names:CustomResourceDefinitionNames! preserveUnknownFields:boolean scope:string!
      versions:[CustomResourceDefinitionVersion]!
    CustomResourceDefinitionStatus acceptedNames:CustomResourceDefinitionNames
      conditions:[CustomResourceDefinitionCondition] observedGeneration:integer
      storedVersions:[string]
    CustomResourceDefinitionVersion additionalPrinterColumns:[CustomResourceColumnDefinition]
      deprecated:boolean deprecationWarning:string name:string! schema:CustomResourceValidation
      selectableFields:[SelectableField] served:boolean! storage:boolean!
      subresources:CustomResourceSubresources
    CustomResourceSubresourceScale labelSelectorPath:string specReplicasPath:string!
      statusReplicasPath:string!
    CustomResourceSubresources scale:CustomResourceSubresourceScale status:any
    CustomResourceValidation openAPIV3Schema:JSONSchemaProps
    DaemonEndpoint Port:integer!
    Event action:string count:integer eventTime:time firstTimestamp:time
      involvedObject:ObjectReference! lastTimestamp:time message:string metadata:ObjectMeta!
      reason:string related:ObjectReference reportingComponent:string reportingInstance:string
      series:EventSeries source:EventSource type:string
    EventSeries count:integer lastObservedTime:time
    EventSource component:string host:string
    EventsEvent action:string deprecatedCount:integer deprecatedFirstTimestamp:time
      deprecatedLastTimestamp:time deprecatedSource:EventSource eventTime:time!
      metadata:ObjectMeta note:string reason:string regarding:ObjectReference
      related:ObjectReference reportingController:string reportingInstance:string
      series:EventsEventSeries type:string
    EventsEventSeries count:integer! lastObservedTime:time!
    ExternalDocumentation description:string url:string
    JSONSchemaProps $ref:string $schema:string additionalItems:any additionalProperties:any
      allOf:[JSONSchemaProps] anyOf:[JSONSchemaProps] default:any definitions:{JSONSchemaProps}
      dependencies:{any} description:string enum:[any] example:any exclusiveMaximum:boolean
      exclusiveMinimum:boolean externalDocs:ExternalDocumentation format:string id:string
      items:any maxItems:integer maxLength:integer maxProperties:integer maximum:number
      minItems:integer minLength:integer minProperties:integer minimum:number multipleOf:number
      not:JSONSchemaProps nullable:boolean oneOf:[JSONSchemaProps] pattern:string
      patternProperties:{JSONSchemaProps} properties:{JSONSchemaProps} required:[string]
      title:string type:string uniqueItems:boolean x-kubernetes-embedded-resource:boolean
      x-kubernetes-int-or-string:boolean x-kubernetes-list-map-keys:[string]
      x-kubernetes-list-type:string x-kubernetes-map-type:string
      x-kubernetes-preserve-unknown-fields:boolean x-kubernetes-validations:[ValidationRule]
    Lease metadata:ObjectMeta spec:LeaseSpec
    LeaseSpec acquireTime:time holderIdentity:string leaseDurationSeconds:integer
      leaseTransitions:integer preferredHolder:string renewTime:time strategy:string
    LocalObjectReference name:string
    ManagedFieldsEntry apiVersion:string fieldsType:string fieldsV1:any manager:string
      operation:string subresource:string time:time
    Namespace metadata:ObjectMeta spec:NamespaceSpec status:NamespaceStatus
    NamespaceCondition lastTransitionTime:time message:string reason:string status:string!
      type:string!
    NamespaceSpec finalizers:[string]
    NamespaceStatus conditions:[NamespaceCondition] phase:string
    Node metadata:ObjectMeta spec:NodeSpec status:NodeStatus
    NodeAddress address:string! type:string!
    NodeCondition lastHeartbeatTime:time lastTransitionTime:time message:string reason:string
      status:string! type:string!
    NodeConfigSource configMap:ConfigMapNodeConfigSource
    NodeConfigStatus active:NodeConfigSource assigned:NodeConfigSource error:string
      lastKnownGood:NodeConfigSource
    NodeDaemonEndpoints kubeletEndpoint:DaemonEndpoint
    NodeFeatures supplementalGroupsPolicy:boolean
    NodeRuntimeHandler features:NodeRuntimeHandlerFeatures name:string
    NodeRuntimeHandlerFeatures recursiveReadOnlyMounts:boolean userNamespaces:boolean
    NodeSpec configSource:NodeConfigSource externalID:string podCIDR:string podCIDRs:[string]
      providerID:string taints:[Taint] unschedulable:boolean
    NodeStatus addresses:[NodeAddress] allocatable:{quantity} capacity:{quantity}
      conditions:[NodeCondition] config:NodeConfigStatus daemonEndpoints:NodeDaemonEndpoints
      declaredFeatures:[string] features:NodeFeatures images:[ContainerImage]
      nodeInfo:NodeSystemInfo phase:string runtimeHandlers:[NodeRuntimeHandler]
      volumesAttached:[AttachedVolume] volumesInUse:[string]
    NodeSwapStatus capacity:integer
    NodeSystemInfo architecture:string! bootID:string! containerRuntimeVersion:string!
      kernelVersion:string! kubeProxyVersion:string! kubeletVersion:string! machineID:string!
      operatingSystem:string! osImage:string! swap:NodeSwapStatus systemUUID:string!
    ObjectMeta annotations:{string} creationTimestamp:time deletionGracePeriodSeconds:integer
      deletionTimestamp:time finalizers:[string] generateName:string generation:integer
      labels:{string} managedFields:[ManagedFieldsEntry] name:string namespace:string
      ownerReferences:[OwnerReference] resourceVersion:string selfLink:string uid:string
    ObjectReference apiVersion:string fieldPath:string kind:string name:string namespace:string
      resourceVersion:string uid:string
    OwnerReference apiVersion:string! blockOwnerDeletion:boolean controller:boolean kind:string!
      name:string! uid:string!
    PolicyRule apiGroups:[string] nonResourceURLs:[string] resourceNames:[string]
      resources:[string] verbs:[string]!
    Role metadata:ObjectMeta rules:[PolicyRule]
    RoleBinding metadata:ObjectMeta roleRef:RoleRef! subjects:[Subject]
    RoleRef apiGroup:string kind:string! name:string!
    Secret data:{bytes} immutable:boolean metadata:ObjectMeta stringData:{string} type:string
    SelectableField jsonPath:string!
    ServiceAccount automountServiceAccountToken:boolean imagePullSecrets:[LocalObjectReference]
      metadata:ObjectMeta secrets:[ObjectReference]
    Subject apiGroup:string kind:string! name:string! namespace:string
    Taint effect:string! key:string! timeAdded:time value:string
    ValidationRule fieldPath:string message:string messageExpression:string
      optionalOldSelf:boolean reason:string rule:string!
    WebhookConversion clientConfig:ApiextensionsV1WebhookClientConfig
      conversionReviewVersions:[string]!
    """
}
