import Time

extension Duration {
  /// `12:05` minutes and seconds, with hours in front where there are any.
  var stopwatch: String {
    let seconds = components.seconds
    let parts = [seconds / 3_600, seconds / 60 % 60, seconds % 60]
    return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  }
}
