extension Duration {
  /// The two largest units, as `3m12s`, `2h5m` or `4d3h`: what a person reads at a glance.
  ///
  /// Nothing and less is `0s`.
  var coarse: String {
    let seconds = max(0, components.seconds)
    let terms: [(Int64, String)] = [
      (seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "m"),
      (seconds % 60, "s"),
    ]
    guard let first = terms.firstIndex(where: { $0.0 > 0 }) else { return "0s" }
    return terms[first...].prefix(2).filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }.joined()
  }
}
