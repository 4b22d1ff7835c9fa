package import JSON
package import Time

/// The weight in force, and whether it was seen to be.
package struct TrafficStatus: SchemaDescribed {
  package var canaryWeight = 0
  /// The router that a rollout in flight began under.
  package var router: Router?
  /// The route of the user's that it began under; `nil` where the route is ours, or none is needed.
  package var route: String?
  /// Whether the router took the weight.
  package var accepted = false
  /// When the weight was measured or read back.
  package var verifiedAt: Timestamp?
  /// The share that the last pass left written, in percent; `nil` at rest.
  package var written: Int?
  /// When others rewrote a route of ours; two within ten minutes make it contested.
  package var rewrittenAt: [Timestamp] = []
  /// The weights that a user's route had before ours.
  package var original: JSONValue?

  package init() {}

  package static let fields: [Field<TrafficStatus>] = [
    Field(
      "canaryWeight",
      \.canaryWeight,
      .integer(0...100),
      "Share of the traffic that the canary gets, in percent."
    ),
    Field(
      "router",
      \.router,
      optional: .oneOf(Router.self),
      "The router that the rollout in flight began under."
    ),
    Field(
      "route",
      \.route,
      optional: .text(.objectName),
      "The route of yours that the rollout in flight began under."
    ),
    Field("accepted", \.accepted, .boolean, "Whether the router took the weight."),
    Field("verifiedAt", \.verifiedAt, optional: .instant, "When the weight was seen in effect."),
    Field(
      "written",
      \.written,
      optional: .integer(0...100),
      "Share that was written last, in percent."
    ),
    Field(
      "rewrittenAt",
      \.rewrittenAt,
      omittingBlank: .list(of: .instant, max: 10),
      "When others rewrote the route."
    ),
    Field(
      "original",
      \.original,
      optional: .opaqueObject,
      "The weights of a route of the user's before ours."
    ),
  ]
}
