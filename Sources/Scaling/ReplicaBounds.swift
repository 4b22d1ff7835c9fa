/// The replicas that the user allows: `minReplicas` and `maxReplicas`.
package struct ReplicaBounds: Hashable, Sendable {
  package let min: Int
  package let max: Int

  /// Bounds the wrong way round are read as both being the smaller: validation refuses them before they get here.
  package init(min: Int, max: Int) {
    self.min = min
    self.max = Swift.max(min, max)
  }

  package func clamp(_ replicas: Int) -> Int {
    Swift.max(min, Swift.min(max, replicas))
  }
}
