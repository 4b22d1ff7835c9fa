import Rollout

/// The rule that other tools offer: at least 99 % of the canary's requests of the last 5 minutes succeed, asked every minute.
struct WindowRule {
  private static let scrapes = 30
  private static let scrapesPerCheck = 6

  private var shares: [ErrorShare] = []
  private var looks = 0

  /// Whether it stops the rollout after this scrape.
  mutating func stops(after share: ErrorShare) -> Bool {
    if shares.count < Self.scrapes {
      shares.append(share)
    } else {
      shares[looks % Self.scrapes] = share
    }
    looks += 1
    guard looks % Self.scrapesPerCheck == 0 else { return false }
    return shares.reduce(.zero, +).rate > 0.01
  }
}
