/// The way to a pod's metrics.
package enum MetricsPath: String, WireEnum {
  /// `podIP` inside the cluster, `apiServerProxy` outside.
  case auto = "Auto"
  case podIP = "PodIP"
  case apiServerProxy = "APIServerProxy"
}
