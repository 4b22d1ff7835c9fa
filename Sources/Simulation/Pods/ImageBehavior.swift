/// How an image behaves, read from the suffix of its tag; anything else is a healthy application.
///
/// | suffix of the tag | behaviour |
/// |---|---|
/// | `-errors<n>` | n % of the answers are 500 (1 to 100) |
/// | `-slow` | every answer takes 8 times as long |
/// | `-crashloop` | the process ends with exit code 1 three seconds after each start |
/// | `-oom` | the process becomes ready and is killed (137, OOMKilled) 30 s after each start |
/// | `-pullerror` | the image cannot be pulled |
/// | `-neverready` | the process runs, its readiness probe never succeeds |
package enum ImageBehavior: Hashable, Sendable {
  case healthy
  case failingAnswers(percent: Int)
  case slow
  case crashLoop
  case outOfMemory
  case unpullable
  case neverReady

  package init(image: String) {
    let name = image.split(separator: "@", maxSplits: 1).first ?? ""
    let tag = name.split(separator: "/").last?.split(separator: ":").dropFirst().last ?? ""
    let word = tag.split(separator: "-").dropFirst().last.map(String.init) ?? ""
    self = Self.fixed.first { $0.suffix == word }?.behavior ?? Self.failing(word) ?? .healthy
  }

  private static let fixed: [(suffix: String, behavior: ImageBehavior)] = [
    ("slow", .slow), ("crashloop", .crashLoop), ("oom", .outOfMemory),
    ("pullerror", .unpullable), ("neverready", .neverReady),
  ]

  private static func failing(_ word: String) -> ImageBehavior? {
    guard word.hasPrefix("errors"), let percent = Int(word.dropFirst("errors".count)),
      (1...100).contains(percent)
    else { return nil }
    return .failingAnswers(percent: percent)
  }
}

extension ImageBehavior {
  /// The share of answers that are 500.
  var errorShare: Double {
    switch self {
    case .failingAnswers(let percent): Double(percent) / 100
    case .healthy, .slow, .crashLoop, .outOfMemory, .unpullable, .neverReady: 0
    }
  }

  /// By how much answers take longer than the application's base latency.
  var latencyFactor: Double { self == .slow ? 8 : 1 }

  /// When after its start the process ends by itself, and how.
  var crash: (after: Duration, exitCode: Int, reason: String)? {
    switch self {
    case .crashLoop: (.seconds(3), 1, "Error")
    case .outOfMemory: (.seconds(30), 137, "OOMKilled")
    case .healthy, .failingAnswers, .slow, .unpullable, .neverReady: nil
    }
  }

  /// Whether the readiness probe ever succeeds.
  var becomesReady: Bool {
    switch self {
    case .healthy, .failingAnswers, .slow, .outOfMemory: true
    case .crashLoop, .unpullable, .neverReady: false
    }
  }
}
