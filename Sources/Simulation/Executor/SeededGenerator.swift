/// SplitMix64: the same seed draws the same numbers on every machine, which `SystemRandomNumberGenerator` never does.
package struct SeededGenerator: RandomNumberGenerator, Hashable, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  /// A generator for one of several users of a seed, so that a draw more in one does not move the others.
  package init(seed: UInt64, stream: UInt64) {
    var mixer = SeededGenerator(seed: stream)
    state = seed ^ mixer.next()
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
