/// How far a Service reaches, as in core/v1.
package enum ServiceType: String, WireEnum {
  case clusterIP = "ClusterIP"
  case nodePort = "NodePort"
  case loadBalancer = "LoadBalancer"
}
