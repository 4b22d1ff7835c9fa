/// Sine and cosine of the time of day, from a table, so that they are the same on every platform.
enum DayHarmonics {
  static let count = 3
  private static let day = 24 * 60

  /// The sine of every minute's share of a day, turned on by one minute at a time.
  private static let sines: [Float] = {
    let (sine, cosine) = (0.004_363_309_284_746_570, 0.999_990_480_720_734_2)
    var (x, y) = (1.0, 0.0)
    return (0..<day).map { _ in
      defer { (x, y) = (x * cosine - y * sine, x * sine + y * cosine) }
      return Float(y)
    }
  }()

  /// The sine of `frequency` turns a day; the cosine is the sine a quarter of a turn on.
  static func sine(_ minute: Int, frequency: Int) -> Float { sines[turn(minute * frequency)] }

  static func cosine(_ minute: Int, frequency: Int) -> Float {
    sines[turn(minute * frequency + day / 4)]
  }

  private static func turn(_ minute: Int) -> Int {
    let rest = minute % day
    return rest < 0 ? rest + day : rest
  }
}
