package import JSON

/// Which Gateway carries the service, or which HTTPRoute of the user's gets our weights.
package struct GatewayAPISpec: SchemaDescribed {
  /// gateway.networking.k8s.io/v1 ParentReference each.
  package var parentRefs: [JSONValue] = []
  /// Empty: we own an HTTPRoute of the service's name.
  package var routeName = ""

  package init() {}

  package static let fields: [Field<GatewayAPISpec>] = [
    Field(
      "parentRefs",
      \.parentRefs,
      .list(of: .opaqueObject, max: 32),
      "Gateway API ParentReferences of the HTTPRoute that the operator owns."
    ),
    Field(
      "routeName",
      \.routeName,
      .text(.objectNameOrNone),
      "An existing HTTPRoute whose weights are set instead of owning one."
    ),
  ]
}
