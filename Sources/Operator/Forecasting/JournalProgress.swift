import Time

/// When a service's load was last check-pointed, and what keeps it from being.
struct JournalProgress {
  /// The next start of the operator loses at most so much of what was scraped.
  static let interval = Duration.seconds(3_600)
  private static let retry = Duration.seconds(60)

  /// As the ConfigMap says.
  var savedAt: Timestamp?
  var savedText = ""
  /// What is there was written by a newer operator, and is left to it.
  var isLeftAlone = false
  private(set) var retryAt: Timestamp?
  private(set) var complaint = ""

  mutating func noteSaved(_ text: String, at now: Timestamp) {
    savedAt = now
    savedText = text
    retryAt = nil
    complaint = ""
  }

  mutating func noteFailure(_ complaint: String, at now: Timestamp) {
    self.complaint = complaint
    retryAt = now + Self.retry
  }

  /// - Parameter bornAt: when this process first saw the service.
  func isDue(at now: Timestamp, bornAt: Timestamp) -> Bool {
    guard !isLeftAlone, retryAt.map({ $0 <= now }) ?? true else { return false }
    let age = now - (savedAt ?? bornAt)
    // A time that is still to come is some clock's mistake, and must not keep anything from being written.
    return age >= Self.interval || age < .zero
  }
}
