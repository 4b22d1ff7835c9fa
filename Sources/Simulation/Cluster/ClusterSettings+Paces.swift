extension ClusterSettings {
  /// How long gateways and pods take is what no script may rely on: a seed draws it.
  mutating func drawPaces(using generator: inout SeededGenerator) {
    let slowest = generator.duration(in: .seconds(1)...(.seconds(10)))
    gatewayDelay = .zero...slowest
    let earliest = generator.duration(in: .seconds(2)...(.seconds(20)))
    startUp = earliest...(earliest + .seconds(8))
  }
}
