/// Forecasts that wait for their minute: for each horizon a slot for every minute that it may speak of.
struct PendingForecasts: Sendable {
  /// Beyond the longest horizon there is room for a bridged hole.
  private static let slots = 24

  struct Issued: Sendable {
    var minute = Int.min
    var predictions = SIMD4<Float>()
    var first = IssuedBand()
    var second = IssuedBand()
    var persistence: Float = 0
  }

  private var issued = [Issued](repeating: Issued(), count: slots * Horizons.count)

  init() {}

  mutating func add(_ forecast: Issued, horizon: Int) {
    issued[horizon * Self.slots + forecast.minute % Self.slots] = forecast
  }

  /// Takes out the forecast for a minute; `nil` when none was issued.
  mutating func take(_ minute: Int, horizon: Int) -> Issued? {
    let place = horizon * Self.slots + minute % Self.slots
    guard issued[place].minute == minute else { return nil }
    issued[place].minute = .min
    return issued[place]
      .with(minute: minute)
  }
}

extension PendingForecasts.Issued {
  fileprivate func with(minute: Int) -> Self {
    var copy = self
    copy.minute = minute
    return copy
  }
}
