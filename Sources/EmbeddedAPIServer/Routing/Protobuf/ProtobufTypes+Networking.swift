extension ProtobufTypes {
  /// Services, endpoint slices and ingresses.
  static let networking = """
    ClientIPConfig timeoutSeconds=1
    Condition type=1 status=2 observedGeneration=3 lastTransitionTime=4 reason=5 message=6
    Endpoint addresses=1 conditions=2 hostname=3 targetRef=4 deprecatedTopology=5 nodeName=6
      zone=7 hints=8
    EndpointConditions ready=1 serving=2 terminating=3
    EndpointHints forZones=1
    EndpointPort name=1 protocol=2 port=3 appProtocol=4
    EndpointSlice metadata=1 addressType=4 endpoints=2 ports=3
    ForZone name=1
    HTTPIngressPath path=1 pathType=3 backend=2
    HTTPIngressRuleValue paths=1
    Ingress metadata=1 spec=2 status=3
    IngressBackend service=4 resource=3
    IngressLoadBalancerIngress ip=1 hostname=2 ports=4
    IngressLoadBalancerStatus ingress=1
    IngressPortStatus port=1 protocol=2 error=3
    IngressRule host=1 http=2.1
    IngressServiceBackend name=1 port=2
    IngressSpec ingressClassName=4 defaultBackend=1 tls=2 rules=3
    IngressStatus loadBalancer=1
    IngressTLS hosts=1 secretName=2
    LoadBalancerIngress ip=1 hostname=2 ipMode=3 ports=4
    LoadBalancerStatus ingress=1
    PortStatus port=1 protocol=2 error=3
    Service metadata=1 spec=2 status=3
    ServiceBackendPort name=1 number=2?
    ServicePort name=1 protocol=2 appProtocol=6 port=3? targetPort=4 nodePort=5?
    ServiceSpec ports=1 selector=2 clusterIP=3 clusterIPs=18 type=4 externalIPs=5
      sessionAffinity=7 loadBalancerIP=8 loadBalancerSourceRanges=9 externalName=10
      externalTrafficPolicy=11 healthCheckNodePort=12? publishNotReadyAddresses=13?
      sessionAffinityConfig=14 ipFamilies=19 ipFamilyPolicy=17 allocateLoadBalancerNodePorts=20
      loadBalancerClass=21 internalTrafficPolicy=22 trafficDistribution=23
    ServiceStatus loadBalancer=1 conditions=2
    SessionAffinityConfig clientIP=1
    """
}
