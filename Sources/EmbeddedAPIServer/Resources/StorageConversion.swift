import JSON

/// How the served form of an object differs from its stored form.
enum StorageConversion: Sendable {
  /// Stored as served.
  case identity
  /// The versions of one custom resource: only `apiVersion` differs.
  case renamed(stored: String)
  /// `events.k8s.io/v1` over the core/v1 storage.
  case event
  /// `autoscaling/v1` over the v2 storage.
  case autoscalerV1

  /// The stored form of an object that a client sent.
  func stored(_ object: JSONValue) -> JSONValue {
    switch self {
    case .identity: return object
    case .renamed(let version):
      var object = object
      object["apiVersion"] = .string(version)
      return object
    case .autoscalerV1: return AutoscalerConversion.stored(object)
    case .event:
      var object = object
      object["apiVersion"] = "v1"
      for (served, stored) in Self.eventFields { object.rename(served, to: stored) }
      return object
    }
  }

  /// The form that a client of `apiVersion` reads.
  func served(_ object: JSONValue, apiVersion: String) -> JSONValue {
    switch self {
    case .identity: return object
    case .renamed:
      var object = object
      object["apiVersion"] = .string(apiVersion)
      return object
    case .autoscalerV1: return AutoscalerConversion.served(object)
    case .event:
      var object = object
      object["apiVersion"] = .string(apiVersion)
      for (served, stored) in Self.eventFields { object.rename(stored, to: served) }
      return object
    }
  }

  /// Names in events.k8s.io/v1 and in core/v1.
  private static let eventFields = [
    ("regarding", "involvedObject"), ("note", "message"), ("deprecatedSource", "source"),
    ("deprecatedFirstTimestamp", "firstTimestamp"), ("deprecatedLastTimestamp", "lastTimestamp"),
    ("deprecatedCount", "count"), ("reportingController", "reportingComponent"),
  ]
}

extension JSONValue {
  fileprivate mutating func rename(_ old: String, to new: String) {
    guard let value = self[old] else { return }
    self[old] = nil
    self[new] = value
  }
}
