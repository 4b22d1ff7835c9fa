extension ProtobufTypes {
  /// Configuration, events, access, namespaces, nodes and the common metadata.
  static let cluster = """
    AggregationRule clusterRoleSelectors=1
    AttachedVolume name=1 devicePath=2
    ClusterRole metadata=1 rules=2 aggregationRule=3
    ClusterRoleBinding metadata=1 subjects=2 roleRef=3
    ConfigMap metadata=1 immutable=4 data=2 binaryData=3:{bytes}
    ConfigMapNodeConfigSource namespace=1 name=2 uid=3 resourceVersion=4 kubeletConfigKey=5
    ContainerImage names=1 sizeBytes=2
    DaemonEndpoint Port=1
    Event metadata=1 involvedObject=2 reason=3 message=4 source=5 firstTimestamp=6
      lastTimestamp=7 count=8? type=9 eventTime=10:microTime series=11 action=12 related=13
      reportingComponent=14 reportingInstance=15
    EventSeries count=1 lastObservedTime=2:microTime
    EventSource component=1 host=2
    EventsEvent metadata=1 eventTime=2:microTime series=3 reportingController=4
      reportingInstance=5 action=6 reason=7 regarding=8 related=9 note=10 type=11
      deprecatedSource=12 deprecatedFirstTimestamp=13 deprecatedLastTimestamp=14
      deprecatedCount=15
    EventsEventSeries count=1 lastObservedTime=2:microTime
    Lease metadata=1 spec=2
    LeaseSpec holderIdentity=1 leaseDurationSeconds=2 acquireTime=3:microTime
      renewTime=4:microTime leaseTransitions=5 strategy=6 preferredHolder=7
    LocalObjectReference name=1
    ManagedFieldsEntry manager=1 operation=2 apiVersion=3 time=4 fieldsType=6 fieldsV1=7
      subresource=8
    Namespace metadata=1 spec=2 status=3
    NamespaceCondition type=1 status=2 lastTransitionTime=4 reason=5 message=6
    NamespaceSpec finalizers=1
    NamespaceStatus phase=1 conditions=2
    Node metadata=1 spec=2 status=3
    NodeAddress type=1 address=2
    NodeCondition type=1 status=2 lastHeartbeatTime=3 lastTransitionTime=4 reason=5 message=6
    NodeConfigSource configMap=2
    NodeConfigStatus assigned=1 active=2 lastKnownGood=3 error=4
    NodeDaemonEndpoints kubeletEndpoint=1
    NodeFeatures supplementalGroupsPolicy=1
    NodeRuntimeHandler name=1 features=2
    NodeRuntimeHandlerFeatures recursiveReadOnlyMounts=1 userNamespaces=2
    NodeSpec podCIDR=1 podCIDRs=7 providerID=3 unschedulable=4? taints=5 configSource=6
      externalID=2
    NodeStatus capacity=1 allocatable=2 phase=3 conditions=4 addresses=5 daemonEndpoints=6
      nodeInfo=7 images=8 volumesInUse=9 volumesAttached=10 config=11 runtimeHandlers=12
      features=13
    NodeSystemInfo machineID=1 systemUUID=2 bootID=3 kernelVersion=4 osImage=5
      containerRuntimeVersion=6 kubeletVersion=7 kubeProxyVersion=8 operatingSystem=9
      architecture=10
    ObjectMeta name=1 generateName=2 namespace=3 selfLink=4 uid=5 resourceVersion=6
      generation=7? creationTimestamp=8 deletionTimestamp=9 deletionGracePeriodSeconds=10
      labels=11 annotations=12 ownerReferences=13 finalizers=14 managedFields=17
    ObjectReference kind=1 namespace=2 name=3 uid=4 apiVersion=5 resourceVersion=6 fieldPath=7
    OwnerReference apiVersion=5 kind=1 name=3 uid=4 controller=6 blockOwnerDeletion=7
    PolicyRule verbs=1 apiGroups=2 resources=3 resourceNames=4 nonResourceURLs=5
    Role metadata=1 rules=2
    RoleBinding metadata=1 subjects=2 roleRef=3
    RoleRef apiGroup=1 kind=2 name=3
    Secret metadata=1 immutable=5 data=2:{bytes} stringData=4 type=3
    ServiceAccount metadata=1 secrets=2 imagePullSecrets=3 automountServiceAccountToken=4
    Subject kind=1 apiGroup=2 name=3 namespace=4
    Taint key=1 value=2 effect=3 timeAdded=4
    """
}
