package import Time

extension SimulatedCluster {
  /// How often a running cluster looks at the clock; its own time moves in whole seconds.
  package static let stepPeriod: Duration = .seconds(1)

  /// Steps along with a clock until the task is cancelled: the virtual one in a simulation, a faster or the real one in `serve`.
  package func run(on clock: any WallClock) async throws {
    while true {
      try await clock.sleep(for: Self.stepPeriod)
      step(to: clock.timestamp)
    }
  }
}
