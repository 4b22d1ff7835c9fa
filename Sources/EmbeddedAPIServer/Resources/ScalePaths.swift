import APIMachinery
import JSON

/// Where the scale subresource finds its numbers, as the dotted paths of a CRD without the leading dot.
struct ScalePaths: Hashable, Sendable {
  var specReplicas = ["spec", "replicas"]
  var statusReplicas = ["status", "replicas"]
  /// `nil` when the resource offers no selector.
  var selector: [String]? = ["spec", "selector"]
}
