/// More replicas than any cluster has, so that an absurd forecast ends at `maxReplicas` instead of overflowing.
private let absurdReplicas = 1e9

/// Rounds a number of replicas up to a whole one; what is not a number or negative needs none.
///
/// A billionth is forgiven: `45 / (0.9 * 50)` must be one replica however the product was rounded.
package func replicaCount(_ exact: Double) -> Int {
  guard exact > 0 else { return 0 }
  return Int((min(exact, absurdReplicas) - 1e-9).rounded(.up))
}
