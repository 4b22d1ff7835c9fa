import EmbeddedAPIServer

/// Watches over one law, write by write, from the API's history alone: what the operator believed does not count.
protocol Oracle: Sendable {
  /// Hears of each committed write, whoever made it, and says what the law has against it or against what it led to.
  mutating func see(_ moment: OracleMoment) -> [Breach]
}
