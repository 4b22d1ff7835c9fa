/// Steele, Lea and Flood's SplitMix64: eight bytes of state, the same numbers on every machine and Swift release.
///
/// Good enough to draw bootstrap rows and to break ties; not for secrets. With seed 0 the first number is `0xE220A8397B1DCDAF`.
package struct SplitMix64: RandomNumberGenerator, Hashable, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension RandomNumberGenerator {
  /// A number in `0..<bound` by Lemire's multiply-and-shift, without rejection.
  ///
  /// The bias is at most `bound / 2^64`. Written out because the standard library may change how it maps bits to ranges, and
  /// a forest must be the same after an upgrade of the compiler.
  mutating func index(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }
}
