/// Where the service's own metrics are read.
package struct MetricsSpec: SchemaDescribed {
  package var source = MetricsOrigin.pods
  package var via = MetricsPath.auto
  package var scheme = URLScheme.http
  /// 0: the workload's port.
  package var port = 0
  package var path = "/metrics"
  package var tls = MetricsTLSSpec()
  package var prometheus = PrometheusSpec()
  package var names = MetricNames()
  package var excludePaths = ["^/health", "^/metrics"]

  package init() {}

  package static let fields: [Field<MetricsSpec>] = [
    Field(
      "source",
      \.source,
      .oneOf(MetricsOrigin.self),
      "Pods scrapes the service's pods; Prometheus asks a server."
    ),
    Field(
      "via",
      \.via,
      .oneOf(MetricsPath.self),
      "How pods are reached; Auto is PodIP inside the cluster and APIServerProxy outside."
    ),
    Field("scheme", \.scheme, .oneOf(URLScheme.self), "The scheme of the pods' metrics."),
    Field(
      "port",
      \.port,
      .integer(0...65_535),
      "The port of the pods' metrics; 0 is workload.port."
    ),
    Field("path", \.path, .text(.path, max: 1_024), "The path of the pods' metrics."),
    Field("tls", \.tls, .object(MetricsTLSSpec.self), "How pods are trusted under scheme HTTPS."),
    Field("prometheus", \.prometheus, .object(PrometheusSpec.self), "The Prometheus server."),
    Field("names", \.names, .object(MetricNames.self), "What the service calls its metrics."),
    Field(
      "excludePaths",
      \.excludePaths,
      .list(of: .regularExpression(max: 256), max: 32),
      "Regular expressions (RE2) of paths that are not user traffic."
    ),
  ]

  package static let rules: [Rule<MetricsSpec>] = [
    Rule(
      "self.source != 'Prometheus' || self.prometheus.url != ''",
      message: "source Prometheus needs a server; set prometheus.url"
    ) { $0.source != .prometheus || !$0.prometheus.url.isEmpty }
  ]
}
