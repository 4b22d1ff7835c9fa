/// Where features read the load of a minute; what is missing is not a number.
protocol LoadLookup {
  func load(_ minute: Int) -> Float
  /// The mean of the known minutes; NaN when none is known.
  func mean(_ minutes: ClosedRange<Int>) -> Float
}

extension SampleRing: LoadLookup {
  func mean(_ minutes: ClosedRange<Int>) -> Float {
    var sum: Float = 0
    var known: Float = 0
    for minute in minutes {
      let load = load(minute)
      guard !load.isNaN else { continue }
      sum += load
      known += 1
    }
    return known > 0 ? sum / known : .nan
  }
}
