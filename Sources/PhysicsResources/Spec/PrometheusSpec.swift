/// The Prometheus server to ask.
package struct PrometheusSpec: SchemaDescribed {
  package var url = ""
  package var selector = ""
  package var authSecretName = ""
  package var caConfigMapName = ""

  package init() {}

  package static let fields: [Field<PrometheusSpec>] = [
    Field("url", \.url, .text(.urlOrNone, max: 2_048), "The server's base URL."),
    Field(
      "selector",
      \.selector,
      .text(max: 1_024),
      "Label matchers added to every query, such as cluster=\"a\"."
    ),
    Field(
      "authSecretName",
      \.authSecretName,
      .text(.objectNameOrNone),
      "A Secret with token, or username and password."
    ),
    Field(
      "caConfigMapName",
      \.caConfigMapName,
      .text(.objectNameOrNone),
      "A ConfigMap with ca.crt; empty trusts the system's authorities."
    ),
  ]
}
