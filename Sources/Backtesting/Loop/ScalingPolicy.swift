/// Who decides on replicas in a simulation.
package enum ScalingPolicy: String, CaseIterable, Hashable, Sendable {
  /// An HPA that aims at 70 % of each pod.
  case hpa70
  /// The usual cure: an HPA that aims at 50 %, with half as many pods again.
  case hpa50
  /// The guide's forest and scaler, alone.
  case guide
  /// The HPA at 70 % with the forecast's floor under it: what the operator does in `Enforce`.
  case floor

  package var title: String {
    switch self {
    case .hpa70: "HPA at 70 %"
    case .hpa50: "HPA at 50 %"
    case .guide: "the guide's scaler"
    case .floor: "HPA at 70 % with the forecast's floor"
    }
  }
}
