import APIMachinery
import EmbeddedAPIServer
import PhysicsResources
import Time

/// One write, the objects before and after it, and the circumstances.
struct OracleMoment {
  let record: WriteRecord
  let before: RecordedWorld
  let after: RecordedWorld
  let now: Timestamp
  /// Since when an operator has been running; `nil` while none is.
  let operatorSince: Timestamp?

  /// Whether the operator made the write.
  var isOurs: Bool { record.userAgent.hasPrefix(Keys.manager) }

  /// The object as the write left it, or as it was before it went.
  var object: APIObject? { record.new ?? record.old }

  /// The service that the written object belongs to, as it was before the write.
  var service: RecordedService? {
    if record.type == .physicsAPIs {
      return after.service(record.key) ?? before.service(record.key)
    }
    if let split = after.services.first(where: { $0.isSplit(by: record.type, record.key) }) {
      return split
    }
    let name = object?.label(Keys.service)
    return name.flatMap {
      after.service(ObjectKey(namespace: record.key.namespace, name: $0))
    }
  }

  /// For how long the operator could have known of something; `nil` while nobody is there to act.
  func known(since instant: Timestamp) -> Duration? {
    operatorSince.map { now - max($0, instant) }
  }

  func breach(_ law: String, _ sentence: String) -> Breach {
    Breach(
      law,
      at: now,
      resourceVersion: record.resourceVersion,
      "\(record.userAgent) \(record.verb.rawValue) \(record.type.plural)"
        + "\(record.subresource.isEmpty ? "" : "/" + record.subresource) \(record.key): \(sentence)"
    )
  }
}
