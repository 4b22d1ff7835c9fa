/// The Service `<name>`, for callers inside the cluster.
package struct ServiceSpec: SchemaDescribed {
  package var type = ServiceType.clusterIP
  package var port = 80
  package var annotations: [String: String] = [:]

  package init() {}

  package static let fields: [Field<ServiceSpec>] = [
    Field("type", \.type, .oneOf(ServiceType.self), "How far the Service reaches."),
    Field("port", \.port, .integer(1...65_535), "The port that callers use."),
    Field(
      "annotations",
      \.annotations,
      .map(of: .text(max: 32_768), max: 64),
      "Annotations of the Service, for cloud load balancers."
    ),
  ]
}
