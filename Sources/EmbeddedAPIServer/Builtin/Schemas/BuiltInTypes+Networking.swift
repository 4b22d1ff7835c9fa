extension BuiltInTypes {
  /// Services, endpoint slices and ingresses.
  static let networking = """
    ClientIPConfig timeoutSeconds:integer
    Condition lastTransitionTime:time! message:string! observedGeneration:integer reason:string!
      status:string! type:string!
    Endpoint addresses:[string]! conditions:EndpointConditions deprecatedTopology:{string}
      hints:EndpointHints hostname:string nodeName:string targetRef:ObjectReference zone:string
    EndpointAddress hostname:string ip:string! nodeName:string targetRef:ObjectReference
    EndpointConditions ready:boolean serving:boolean terminating:boolean
    EndpointHints forNodes:[ForNode] forZones:[ForZone]
    EndpointPort appProtocol:string name:string port:integer protocol:string
    EndpointSlice addressType:string! endpoints:[Endpoint] metadata:ObjectMeta
      ports:[EndpointPort]
    EndpointSubset addresses:[EndpointAddress] notReadyAddresses:[EndpointAddress]
      ports:[EndpointPort]
    Endpoints metadata:ObjectMeta subsets:[EndpointSubset]
    ForNode name:string!
    ForZone name:string!
    HTTPIngressPath backend:IngressBackend! path:string pathType:string!
    HTTPIngressRuleValue paths:[HTTPIngressPath]!
    Ingress metadata:ObjectMeta spec:IngressSpec status:IngressStatus
    IngressBackend resource:TypedLocalObjectReference service:IngressServiceBackend
    IngressLoadBalancerIngress hostname:string ip:string ports:[IngressPortStatus]
    IngressLoadBalancerStatus ingress:[IngressLoadBalancerIngress]
    IngressPortStatus error:string port:integer! protocol:string!
    IngressRule host:string http:HTTPIngressRuleValue
    IngressServiceBackend name:string! port:ServiceBackendPort
    IngressSpec defaultBackend:IngressBackend ingressClassName:string rules:[IngressRule]
      tls:[IngressTLS]
    IngressStatus loadBalancer:IngressLoadBalancerStatus
    IngressTLS hosts:[string] secretName:string
    LoadBalancerIngress hostname:string ip:string ipMode:string ports:[PortStatus]
    LoadBalancerStatus ingress:[LoadBalancerIngress]
    PortStatus error:string port:integer! protocol:string!
    Service metadata:ObjectMeta spec:ServiceSpec status:ServiceStatus
    ServiceBackendPort name:string number:integer
    ServicePort appProtocol:string name:string nodePort:integer port:integer! protocol:string
      targetPort:intOrString
    ServiceSpec allocateLoadBalancerNodePorts:boolean clusterIP:string clusterIPs:[string]
      externalIPs:[string] externalName:string externalTrafficPolicy:string
      healthCheckNodePort:integer internalTrafficPolicy:string ipFamilies:[string]
      ipFamilyPolicy:string loadBalancerClass:string loadBalancerIP:string
      loadBalancerSourceRanges:[string] ports:[ServicePort] publishNotReadyAddresses:boolean
      selector:{string} sessionAffinity:string sessionAffinityConfig:SessionAffinityConfig
      trafficDistribution:string type:string
    ServiceStatus conditions:[Condition] loadBalancer:LoadBalancerStatus
    SessionAffinityConfig clientIP:ClientIPConfig
    """
}
