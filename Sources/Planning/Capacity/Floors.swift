import PhysicsResources

/// The fewest pods of each revision: the one place where the user's minimum, the forecast and the rollout meet.
///
/// `floor(v) = clamp(max(minReplicas · share, forecast · share, rollout floor), 1, maxReplicas)`, rounded up. With minReplicas 3, a
/// forecast floor of 8 and a canary at 25 %: the canary needs 2.
struct Floors {
  let scaling: ScalingSpec
  /// Over all revisions; `nil` leaves `minReplicas` alone.
  let forecast: Int?

  func floor(sharePercent share: Int, rollout: Int) -> Int {
    let byShare = max(scaling.minReplicas, forecast ?? 0) * share
    let wanted = max((byShare + 99) / 100, rollout)
    return min(max(wanted, 1), scaling.maxReplicas)
  }
}
