extension ProtobufTypes {
  /// Workloads, autoscalers and budgets.
  static let workloads = """
    ContainerResourceMetricSource name=1 target=2 container=3
    ContainerResourceMetricStatus name=1 current=2 container=3
    ControllerRevision metadata=1 data=2 revision=3
    CrossVersionObjectReference kind=1 name=2 apiVersion=3
    Deployment metadata=1 spec=2 status=3
    DeploymentCondition type=1 status=2 lastUpdateTime=6 lastTransitionTime=7 reason=4 message=5
    DeploymentSpec replicas=1 selector=2 template=3 strategy=4 minReadySeconds=5?
      revisionHistoryLimit=6 paused=7? progressDeadlineSeconds=9
    DeploymentStatus observedGeneration=1 replicas=2 updatedReplicas=3 readyReplicas=7
      availableReplicas=4 unavailableReplicas=5 conditions=6 collisionCount=8
    DeploymentStrategy type=1 rollingUpdate=2
    ExternalMetricSource metric=1 target=2
    ExternalMetricStatus metric=1 current=2
    HPAScalingPolicy type=1 value=2 periodSeconds=3
    HPAScalingRules stabilizationWindowSeconds=3 selectPolicy=1 policies=2
    HorizontalPodAutoscaler metadata=1 spec=2 status=3
    HorizontalPodAutoscalerBehavior scaleUp=1 scaleDown=2
    HorizontalPodAutoscalerCondition type=1 status=2 lastTransitionTime=3 reason=4 message=5
    HorizontalPodAutoscalerSpec scaleTargetRef=1 minReplicas=2 maxReplicas=3 metrics=4
      behavior=5
    HorizontalPodAutoscalerStatus observedGeneration=1 lastScaleTime=2 currentReplicas=3
      desiredReplicas=4 currentMetrics=5 conditions=6
    MetricIdentifier name=1 selector=2
    MetricSpec type=1 object=2 pods=3 resource=4 containerResource=7 external=5
    MetricStatus type=1 object=2 pods=3 resource=4 containerResource=7 external=5
    MetricTarget type=1 value=2 averageValue=3 averageUtilization=4
    MetricValueStatus value=1 averageValue=2 averageUtilization=3
    ObjectMetricSource describedObject=1 target=2 metric=3
    ObjectMetricStatus metric=1 current=2 describedObject=3
    PodDisruptionBudget metadata=1 spec=2 status=3
    PodDisruptionBudgetSpec minAvailable=1 selector=2 maxUnavailable=3
      unhealthyPodEvictionPolicy=4
    PodDisruptionBudgetStatus observedGeneration=1 disruptedPods=2 disruptionsAllowed=3
      currentHealthy=4 desiredHealthy=5 expectedPods=6 conditions=7
    PodTemplateSpec metadata=1 spec=2
    PodsMetricSource metric=1 target=2
    PodsMetricStatus metric=1 current=2
    ReplicaSet metadata=1 spec=2 status=3
    ReplicaSetCondition type=1 status=2 lastTransitionTime=3 reason=4 message=5
    ReplicaSetSpec replicas=1 minReadySeconds=4? selector=2 template=3
    ReplicaSetStatus replicas=1 fullyLabeledReplicas=2 readyReplicas=4 availableReplicas=5
      observedGeneration=3 conditions=6
    ResourceMetricSource name=1 target=2
    ResourceMetricStatus name=1 current=2
    RollingUpdateDeployment maxUnavailable=1 maxSurge=2
    """
}
