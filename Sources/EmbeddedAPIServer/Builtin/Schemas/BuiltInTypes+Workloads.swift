extension BuiltInTypes {
  /// Workloads, autoscalers and budgets.
  static let workloads = """
    ContainerResourceMetricSource container:string! name:string! target:MetricTarget!
    ContainerResourceMetricStatus container:string! current:MetricValueStatus! name:string!
    ControllerRevision data:any metadata:ObjectMeta revision:integer!
    CrossVersionObjectReference apiVersion:string kind:string! name:string!
    Deployment metadata:ObjectMeta spec:DeploymentSpec status:DeploymentStatus
    DeploymentCondition lastTransitionTime:time lastUpdateTime:time message:string reason:string
      status:string! type:string!
    DeploymentSpec minReadySeconds:integer paused:boolean progressDeadlineSeconds:integer
      replicas:integer revisionHistoryLimit:integer selector:LabelSelector!
      strategy:DeploymentStrategy template:PodTemplateSpec!
    DeploymentStatus availableReplicas:integer collisionCount:integer
      conditions:[DeploymentCondition] observedGeneration:integer readyReplicas:integer
      replicas:integer terminatingReplicas:integer unavailableReplicas:integer
      updatedReplicas:integer
    DeploymentStrategy rollingUpdate:RollingUpdateDeployment type:string
    ExternalMetricSource metric:MetricIdentifier! target:MetricTarget!
    ExternalMetricStatus current:MetricValueStatus! metric:MetricIdentifier!
    HPAScalingPolicy periodSeconds:integer! type:string! value:integer!
    HPAScalingRules policies:[HPAScalingPolicy] selectPolicy:string
      stabilizationWindowSeconds:integer tolerance:quantity
    HorizontalPodAutoscaler metadata:ObjectMeta spec:HorizontalPodAutoscalerSpec!
      status:HorizontalPodAutoscalerStatus
    HorizontalPodAutoscalerBehavior scaleDown:HPAScalingRules scaleUp:HPAScalingRules
    HorizontalPodAutoscalerCondition lastTransitionTime:time message:string reason:string
      status:string! type:string!
    HorizontalPodAutoscalerSpec behavior:HorizontalPodAutoscalerBehavior maxReplicas:integer!
      metrics:[MetricSpec] minReplicas:integer scaleTargetRef:CrossVersionObjectReference!
    HorizontalPodAutoscalerStatus conditions:[HorizontalPodAutoscalerCondition]
      currentMetrics:[MetricStatus] currentReplicas:integer desiredReplicas:integer!
      lastScaleTime:time observedGeneration:integer
    MetricIdentifier name:string! selector:LabelSelector
    MetricSpec containerResource:ContainerResourceMetricSource external:ExternalMetricSource
      object:ObjectMetricSource pods:PodsMetricSource resource:ResourceMetricSource type:string!
    MetricStatus containerResource:ContainerResourceMetricStatus external:ExternalMetricStatus
      object:ObjectMetricStatus pods:PodsMetricStatus resource:ResourceMetricStatus type:string!
    MetricTarget averageUtilization:integer averageValue:quantity type:string! value:quantity
    MetricValueStatus averageUtilization:integer averageValue:quantity value:quantity
    ObjectMetricSource describedObject:CrossVersionObjectReference! metric:MetricIdentifier!
      target:MetricTarget!
    ObjectMetricStatus current:MetricValueStatus! describedObject:CrossVersionObjectReference!
      metric:MetricIdentifier!
    PodDisruptionBudget metadata:ObjectMeta spec:PodDisruptionBudgetSpec
      status:PodDisruptionBudgetStatus
    PodDisruptionBudgetSpec maxUnavailable:intOrString minAvailable:intOrString
      selector:LabelSelector unhealthyPodEvictionPolicy:string
    PodDisruptionBudgetStatus conditions:[Condition] currentHealthy:integer
      desiredHealthy:integer disruptedPods:{time} disruptionsAllowed:integer
      expectedPods:integer observedGeneration:integer
    PodTemplateSpec metadata:ObjectMeta spec:PodSpec
    PodsMetricSource metric:MetricIdentifier! target:MetricTarget!
    PodsMetricStatus current:MetricValueStatus! metric:MetricIdentifier!
    ReplicaSet metadata:ObjectMeta spec:ReplicaSetSpec status:ReplicaSetStatus
    ReplicaSetCondition lastTransitionTime:time message:string reason:string status:string!
      type:string!
    ReplicaSetSpec minReadySeconds:integer replicas:integer selector:LabelSelector!
      template:PodTemplateSpec
    ReplicaSetStatus availableReplicas:integer conditions:[ReplicaSetCondition]
      fullyLabeledReplicas:integer observedGeneration:integer readyReplicas:integer
      replicas:integer! terminatingReplicas:integer
    ResourceMetricSource name:string! target:MetricTarget!
    ResourceMetricStatus current:MetricValueStatus! name:string!
    RollingUpdateDeployment maxSurge:intOrString maxUnavailable:intOrString
    """
}
