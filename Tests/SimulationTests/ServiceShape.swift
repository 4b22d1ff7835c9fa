import APIMachinery
import JSON
import Simulation

/// In which way the service of a judged run differs from the demo's.
enum ServiceShape: String, CaseIterable, Sendable {
  /// With an HTTPRoute of its own.
  case routed
  /// Split by the number of pods.
  case unrouted

  func shape(_ object: inout APIObject) {
    switch self {
    case .routed: break
    case .unrouted: object.json["spec"]?["routing"] = ["router": "None"]
    }
  }
}
