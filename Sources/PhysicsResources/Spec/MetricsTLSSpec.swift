/// How the pods' certificate is checked when metrics come over HTTPS.
package struct MetricsTLSSpec: SchemaDescribed {
  package var serverName = ""
  package var caConfigMapName = ""
  package var insecureSkipVerify = false

  package init() {}

  package static let fields: [Field<MetricsTLSSpec>] = [
    Field(
      "serverName",
      \.serverName,
      .text(max: 253),
      "The name in the pods' certificate; empty is the name of the Service."
    ),
    Field(
      "caConfigMapName",
      \.caConfigMapName,
      .text(.objectNameOrNone),
      "A ConfigMap with ca.crt; empty trusts the system's authorities."
    ),
    Field(
      "insecureSkipVerify",
      \.insecureSkipVerify,
      .boolean,
      "Accept any certificate; for tests only."
    ),
  ]
}
