/// The TraefikService whose weights we set.
package struct TraefikSpec: SchemaDescribed {
  package var serviceName = ""

  package init() {}

  package static let fields: [Field<TraefikSpec>] = [
    Field(
      "serviceName",
      \.serviceName,
      .text(.objectNameOrNone),
      "A TraefikService with spec.weighted over <name>-stable and <name>-canary."
    )
  ]
}
