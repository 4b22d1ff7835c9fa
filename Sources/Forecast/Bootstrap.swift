/// As many rows as there are, drawn with replacement: about 63 % of them at least once.
struct Bootstrap: Sendable {
  /// How often each row was drawn.
  let counts: [UInt16]

  init(counts: [UInt16]) {
    self.counts = counts
  }

  init(rows: Int, using generator: inout some RandomNumberGenerator) {
    var counts = [UInt16](repeating: 0, count: rows)
    for _ in 0..<rows { counts[generator.index(below: rows)] += 1 }
    self.counts = counts
  }
}
