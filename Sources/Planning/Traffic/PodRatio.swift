/// Shares without a router, made of numbers of pods.
enum PodRatio {
  /// A revision that shares one Service with another cannot get more than half without outnumbering it.
  static let largestShare = 50

  /// The canary pods, 1 to N, whose share c/(N+c) is nearest to `weight` percent.
  ///
  /// Beside 10 stable pods 10 % is 1 pod (9.1 %) and 25 % is 3 (23.1 %); beside 3 the least possible share is 25 %.
  static func pods(forWeight weight: Int, beside stable: Int) -> Int {
    let wanted = Double(weight) / 100
    let candidates = 1...max(1, stable)
    func distance(_ pods: Int) -> Double {
      abs(Double(pods) / Double(stable + pods) - wanted)
    }
    return candidates.min { distance($0) < distance($1) } ?? 1
  }

  /// The share that so many pods get, in percent.
  static func share(of pods: Int, beside stable: Int) -> Int {
    pods > 0 ? (pods * 100 + (pods + stable) / 2) / (pods + stable) : 0
  }
}
