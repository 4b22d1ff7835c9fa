/// The plain Ingress of a service without a router.
package struct IngressSpec: SchemaDescribed {
  package var className = ""
  package var tlsSecretName = ""
  package var annotations: [String: String] = [:]
  /// Requests per second and client; 0 is no limit.
  package var rateLimitRPS = 0

  package init() {}

  package static let fields: [Field<IngressSpec>] = [
    Field(
      "className",
      \.className,
      .text(.objectNameOrNone),
      "The IngressClass; empty takes the cluster's default."
    ),
    Field(
      "tlsSecretName",
      \.tlsSecretName,
      .text(.objectNameOrNone),
      "The Secret with the certificate; empty serves without TLS."
    ),
    Field(
      "annotations",
      \.annotations,
      .map(of: .text(max: 32_768), max: 64),
      "Annotations of the Ingress."
    ),
    Field(
      "rateLimitRPS",
      \.rateLimitRPS,
      .integer(0...1_000_000),
      "Requests per second that one client may send; 0 is no limit."
    ),
  ]
}
