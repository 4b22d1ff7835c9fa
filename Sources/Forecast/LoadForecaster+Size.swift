extension LoadForecaster {
  /// What this service holds between two minutes, in bytes of the heap; a training under way comes on top.
  package var stateBytes: Int {
    MemoryLayout<Self>.size + ring.heldBytes + (learned?.stateBytes ?? 0)
  }
}

extension LearnedForecaster {
  var stateBytes: Int {
    PendingForecasts.stateBytes + LoadFeatures.stateBytes + rungs.count * MixRung.stateBytes
      + (trained?.stateBytes ?? 0)
  }
}

extension PendingForecasts {
  static var stateBytes: Int { capacity * MemoryLayout<Issued>.stride }
}

extension LoadFeatures {
  static var stateBytes: Int { 2 * count * MemoryLayout<Float>.stride }
}

extension MixRung {
  /// Points, quantiles, two offsets for each and the sums of twenty-four hours.
  static var stateBytes: Int { Horizons.count * (2 + 3 * 4) * MemoryLayout<Float>.stride + 24 * 40 }
}

extension TrainedMembers {
  var stateBytes: Int {
    let vectors = FeatureVector.width * MemoryLayout<SIMD8<Float>>.stride
    let linear = ridge.count + shapes.count * 3 + 2 * scalings.count
    let nodes = trees.flatMap(\.trees).map(\.nodes.count).reduce(0, +)
    return linear * vectors + nodes * MemoryLayout<RegressionTree.Node>.stride
      + (smoothing?.period ?? 0) * MemoryLayout<Float>.stride
  }
}
