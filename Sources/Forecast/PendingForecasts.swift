/// Forecasts that wait for their minute: for each horizon a slot for every minute that it may speak of.
struct PendingForecasts: Sendable {
  /// Beyond the longest horizon there is room for a bridged hole.
  private static let slots = 24

  static let capacity = slots * Horizons.count

  struct Issued: Sendable {
    var minute = Int32.min
    var persistence: Float = 0
    /// By member; not a number for one that had nothing to say.
    var predictions = SIMD8<Float>(repeating: .nan)
    /// By rung.
    var bands = InlineArray<3, IssuedBand>(repeating: IssuedBand())
  }

  private var issued = [Issued](repeating: Issued(), count: capacity)

  init() {}

  mutating func add(_ forecast: Issued, horizon: Int) {
    issued[horizon * Self.slots + Int(forecast.minute) % Self.slots] = forecast
  }

  /// Takes out the forecast for a minute; `nil` when none was issued.
  mutating func take(_ minute: Int, horizon: Int) -> Issued? {
    let place = horizon * Self.slots + minute % Self.slots
    guard issued[place].minute == minute else { return nil }
    defer { issued[place].minute = .min }
    return issued[place]
  }
}

/// What a rung said of one minute.
struct IssuedBand: Sendable {
  var point: Float = 0
  var quantiles = SIMD4<Float>()

  /// Of a rung that has nothing to say.
  static let silent = IssuedBand(point: .nan)
}
