extension Duration {
  /// Rounded up, so that a short wait does not become none, and at most 24 days, which is what
  /// libcurl's counters hold.
  var wholeMilliseconds: Int {
    guard self < .seconds(2_000_000) else { return 2_000_000_000 }
    let (seconds, attoseconds) = max(self, .zero).components
    return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
