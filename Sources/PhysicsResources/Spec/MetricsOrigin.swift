/// Who is asked for the service's metrics.
package enum MetricsOrigin: String, WireEnum {
  case pods = "Pods"
  case prometheus = "Prometheus"
}
