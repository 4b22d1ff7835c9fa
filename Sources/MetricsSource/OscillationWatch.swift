/// Tells several processes behind one port from a process that restarts.
///
/// Two workers at 1,000 and 900 requests, asked in turn, read 1000, 901, 1003, 904: each fall is soon followed by a climb past the
/// height it fell from. After a restart the counter starts near zero and needs its whole former life to return.
package struct OscillationWatch<Value: CounterValue>: Hashable, Sendable {
  /// Readings within which the former height must be passed to count as a swing.
  ///
  /// With two workers drawn at random 7 of 8 returns come within 3; more would take a busy service's quick recovery for a swing.
  private static var returnWithin: Int { 3 }
  /// Swings that make a finding; one may be chance.
  private static var tolerated: Int { 1 }
  /// Readings without a fall after which earlier swings are forgotten: 5 minutes at one scrape per 10 s.
  private static var forgottenAfter: Int { 30 }

  /// The height that the counter fell from, while its return is awaited.
  package internal(set) var fallenFrom: Value?
  package internal(set) var readingsSinceFall: Int
  package internal(set) var swings: Int

  package init(fallenFrom: Value? = nil, readingsSinceFall: Int = 0, swings: Int = 0) {
    self.fallenFrom = fallenFrom
    self.readingsSinceFall = readingsSinceFall
    self.swings = swings
  }

  package var isOscillating: Bool { swings > Self.tolerated }

  /// Looks at one step of the counter.
  package mutating func see(_ value: Value, after previous: Value) {
    readingsSinceFall += 1
    if let height = fallenFrom {
      judge(value, against: height)
    } else if value.growth(since: previous) == nil {
      fallenFrom = previous
      readingsSinceFall = 0
    }
    forgetOldSwings()
  }

  /// At rest all fields are at their beginning, so that a well-behaved pod costs the journal nothing.
  private mutating func forgetOldSwings() {
    guard fallenFrom == nil, swings == 0 || readingsSinceFall >= Self.forgottenAfter else { return }
    self = OscillationWatch()
  }

  private mutating func judge(_ value: Value, against height: Value) {
    if value.growth(since: height) != nil {
      swings += 1
      fallenFrom = nil
    } else if readingsSinceFall >= Self.returnWithin {
      fallenFrom = nil
    }
  }
}
