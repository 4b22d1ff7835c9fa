import APIMachinery
import JSON
import Time

/// What the components of the cluster have told and not yet written; written as core/v1 Events once a second.
///
/// Guarantees: an event that happened before counts one up instead of making another object, and each is gone an hour after it was
/// last written, as the API server's default TTL has it.
struct EventLog: Sendable {
  /// `--event-ttl` of the API server.
  private static let timeToLive = Duration.seconds(3_600)

  private struct Stored: Sendable {
    let key: ObjectKey
    let firstAt: Timestamp
    var count: Int
    var lastAt: Timestamp
  }

  private var pending: [ObservedEvent] = []
  private var correlator = EventCorrelator()
  private var stored: [EventCorrelator.Identity: Stored] = [:]
  /// In the order of their last writes.
  private var ageing: [(identity: EventCorrelator.Identity, at: Timestamp)] = []
  private var sequence: Int64 = 0

  mutating func note(
    _ severity: ObservedEvent.Severity,
    _ reason: String,
    _ message: String,
    about subject: EventSubject,
    by reporter: ObservedEvent.Reporter
  ) {
    pending.append(
      ObservedEvent(
        subject: subject,
        reporter: reporter,
        severity: severity,
        reason: reason,
        message: message
      )
    )
  }

  /// Writes what is pending and deletes what is too old.
  mutating func flush(_ context: StepContext) {
    let events = pending
    pending.removeAll(keepingCapacity: true)
    for event in events { write(event, context) }
    expire(context)
  }

  private mutating func write(_ event: ObservedEvent, _ context: StepContext) {
    guard let (identity, message) = correlator.correlate(event, at: context.now) else { return }
    let access = context.access(of: event.reporter)
    if let known = stored[identity], repeated(known, identity, message, access, context.now) {
      return
    }
    sequence += 1
    let stamp = context.now.epochSeconds * 1_000_000_000 + sequence
    let name = "\(event.subject.key.name).\(String(stamp, radix: 16))"
    let key = ObjectKey(namespace: event.subject.namespace, name: name)
    guard access.create(.coreEvents, object(event, message, key, at: context.now)) != nil else {
      return
    }
    stored[identity] = Stored(key: key, firstAt: context.now, count: 1, lastAt: context.now)
    ageing.append((identity, context.now))
  }

  /// Counts a known event up; `false` when somebody has deleted it.
  private mutating func repeated(
    _ known: Stored,
    _ identity: EventCorrelator.Identity,
    _ message: String,
    _ access: ControllerAccess,
    _ now: Timestamp
  ) -> Bool {
    var known = known
    known.count += 1
    known.lastAt = now
    let isModern = !identity.reporter.action.isEmpty
    let written = access.change(.coreEvents, known.key) { event in
      event.json["message"] = .string(message)
      if isModern {
        event.json["series"] = [
          "count": .integer(Int64(known.count)), "lastObservedTime": .string(now.rfc3339Micro),
        ]
      } else {
        event.json["count"] = .integer(Int64(known.count))
        event.json["lastTimestamp"] = .string(now.rfc3339)
      }
    }
    guard written != nil else { return false }
    stored[identity] = known
    ageing.append((identity, now))
    return true
  }

  private func object(
    _ event: ObservedEvent,
    _ message: String,
    _ key: ObjectKey,
    at now: Timestamp
  ) -> APIObject {
    var object = APIObject(.coreEvents, key)
    let reporter = event.reporter
    object.json["involvedObject"] = event.subject.json
    object.json["type"] = .string(event.severity.rawValue)
    object.json["reason"] = .string(event.reason)
    object.json["message"] = .string(message)
    object.json["reportingComponent"] = .string(reporter.component)
    if reporter.action.isEmpty {
      var source: JSONValue = ["component": .string(reporter.component)]
      if !reporter.host.isEmpty { source["host"] = .string(reporter.host) }
      object.json["source"] = source
      object.json["reportingInstance"] = .string(reporter.host)
      object.json["count"] = 1
      object.json["firstTimestamp"] = .string(now.rfc3339)
      object.json["lastTimestamp"] = .string(now.rfc3339)
    } else {
      object.json["source"] = [:]
      object.json["action"] = .string(reporter.action)
      object.json["eventTime"] = .string(now.rfc3339Micro)
      object.json["reportingInstance"] = .string("\(reporter.component)-control-plane")
    }
    return object
  }

  private mutating func expire(_ context: StepContext) {
    let cutoff = context.now - Self.timeToLive
    let due = ageing.prefix { $0.at <= cutoff }
    guard !due.isEmpty else { return }
    ageing.removeFirst(due.count)
    let access = context.access(as: .controllerManager)
    for (identity, _) in due {
      guard let event = stored[identity], event.lastAt <= cutoff else { continue }
      stored[identity] = nil
      correlator.forget(identity)
      access.delete(.coreEvents, event.key)
    }
  }
}
