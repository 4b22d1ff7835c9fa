import JSON

/// What the API server demands of events.
enum EventValidation {
  /// An event of the new API names its reporter; one of the old API (no `eventTime`) need not.
  static func validate(event: JSONValue, old: JSONValue?) -> [FieldError] {
    let involved = event["involvedObject"]?["namespace"]?.stringValue ?? ""
    let namespace = event["metadata"]?["namespace"]?.stringValue ?? ""
    var errors: [FieldError] = []
    if involved.isEmpty ? namespace != "default" : involved != namespace {
      errors.append(
        .invalid("involvedObject.namespace", .string(involved), "does not match event.namespace")
      )
    }
    guard !(event["eventTime"] ?? .null).isNull else { return errors }
    for (field, shown) in [("reportingComponent", "reportingController"), ("action", "action")]
    where event[field]?.stringValue?.isEmpty ?? true {
      errors.append(.required(FieldPath(shown)))
    }
    for (field, limit) in [("reportingInstance", 128), ("action", 128), ("reason", 128)] {
      let text = event[field]?.stringValue ?? ""
      if text.isEmpty, field != "action" { errors.append(.required(FieldPath(field))) }
      guard text.utf8.count > limit else { continue }
      errors.append(
        .invalid(FieldPath(field), "", "can have at most \(limit) characters")
      )
    }
    if (event["message"]?.stringValue ?? "").utf8.count > 1_024 {
      errors.append(.invalid("note", "", "can have at most 1024 characters"))
    }
    if let type = event["type"], type != "Normal", type != "Warning" {
      errors.append(.invalid("type", type, "has invalid value: \(type.stringValue ?? "")"))
    }
    return errors
  }
}
