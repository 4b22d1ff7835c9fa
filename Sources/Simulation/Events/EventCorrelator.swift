import Time

/// Which stored event a new one adds to, and which are too many: the correlator of client-go's recorder.
struct EventCorrelator: Sendable {
  /// Of events that differ in their message only, so many are told one by one within `similarWindow`.
  private static let similarMax = 10
  private static let similarWindow = Duration.seconds(600)
  /// A component may tell so many events about one object at once, and another one every five minutes.
  private static let burst = 25.0
  private static let refill = Duration.seconds(300)

  /// One event as `kubectl` counts it.
  struct Identity: Hashable, Sendable {
    let subject: EventSubject
    let reporter: ObservedEvent.Reporter
    let severity: ObservedEvent.Severity
    let reason: String
    /// `nil` once similar events are told as one.
    let message: String?
  }

  private struct Source: Hashable, Sendable {
    let subject: EventSubject
    let reporter: ObservedEvent.Reporter
  }

  private struct Similar: Sendable {
    var messages: Set<String> = []
    var lastAt: Timestamp
  }

  private struct Tokens: Sendable {
    var left: Double
    var at: Timestamp
  }

  private var similar: [Identity: Similar] = [:]
  private var tokens: [Source: Tokens] = [:]

  /// The identity and message to store an event under; `nil` when it is one too many.
  mutating func correlate(
    _ event: ObservedEvent,
    at now: Timestamp
  ) -> (identity: Identity, message: String)? {
    guard mayTell(event, at: now) else { return nil }
    let group = identity(of: event, message: nil)
    var known = similar[group] ?? Similar(lastAt: now)
    if now - known.lastAt > Self.similarWindow { known.messages = [] }
    known.lastAt = now
    let isCombined =
      !known.messages.contains(event.message) && known.messages.count >= Self.similarMax - 1
    if !isCombined { known.messages.insert(event.message) }
    similar[group] = known
    return isCombined
      ? (group, "(combined from similar events): \(event.message)")
      : (identity(of: event, message: event.message), event.message)
  }

  /// Forgets what was told of an object, as the real caches do in time.
  mutating func forget(_ identity: Identity) {
    let source = Source(subject: identity.subject, reporter: identity.reporter)
    tokens[source] = nil
    similar[
      Identity(
        subject: identity.subject,
        reporter: identity.reporter,
        severity: identity.severity,
        reason: identity.reason,
        message: nil
      )
    ] = nil
  }

  private func identity(of event: ObservedEvent, message: String?) -> Identity {
    Identity(
      subject: event.subject,
      reporter: event.reporter,
      severity: event.severity,
      reason: event.reason,
      message: message
    )
  }

  private mutating func mayTell(_ event: ObservedEvent, at now: Timestamp) -> Bool {
    let source = Source(subject: event.subject, reporter: event.reporter)
    var bucket = tokens[source] ?? Tokens(left: Self.burst, at: now)
    let refilled = (now - bucket.at).seconds / Self.refill.seconds
    bucket = Tokens(left: min(Self.burst, bucket.left + refilled), at: now)
    guard bucket.left >= 1 else {
      tokens[source] = bucket
      return false
    }
    bucket.left -= 1
    tokens[source] = bucket
    return true
  }
}
