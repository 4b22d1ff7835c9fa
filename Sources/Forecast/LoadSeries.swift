/// One metric, minute by minute without holes in the index: a minute that nobody knows is not a number.
package struct LoadSeries: Hashable, Sendable {
  /// The minute of `values[0]`.
  package let firstMinute: Int
  /// NaN where the minute is missing.
  package let values: [Double]

  package init(firstMinute: Int, values: [Double]) {
    self.firstMinute = firstMinute
    self.values = values
  }

  package var knownCount: Int { values.count { !$0.isNaN } }
}
