/// Where features read the load of a minute; what is missing is not a number.
protocol LoadLookup {
  func load(_ minute: Int) -> Float
  /// The mean of the known minutes; NaN when none is known.
  func mean(_ minutes: ClosedRange<Int>) -> Float
}

extension SampleRing: LoadLookup {}
