import APIMachinery
import JSON

/// What the API server demands of the requests and limits of a container.
enum ResourceValidation {
  static func errors(_ resources: JSONValue?, at path: FieldPath) -> [FieldError] {
    let limits = resources?["limits"]?.objectValue ?? [:]
    let requests = resources?["requests"]?.objectValue ?? [:]
    let places = (limits: path.child("limits"), requests: path.child("requests"))
    var errors = limits.flatMap { entryErrors($0, at: places.limits.key($0.key)) }
    for request in requests {
      errors += entryErrors(request, at: places.requests.key(request.key))
      guard let requested = QuantityText.quantity(request.value) else { continue }
      let mayExceed = isOvercommitAllowed(request.key)
      let shown = JSONValue.string(text(request.value))
      guard let limit = limits[request.key], let limited = QuantityText.quantity(limit) else {
        if !mayExceed {
          let detail = "Limit must be set for non overcommitable resources"
          errors.append(.required(places.limits, detail))
        }
        continue
      }
      if !mayExceed, requested != limited {
        let detail = "must be equal to \(request.key) limit of \(text(limit))"
        errors.append(.invalid(places.requests, shown, detail))
      } else if requested > limited {
        let detail = "must be less than or equal to \(request.key) limit of \(text(limit))"
        errors.append(.invalid(places.requests, shown, detail))
      }
    }
    return errors
  }

  private static func entryErrors(
    _ entry: JSONObject.Member,
    at path: FieldPath
  ) -> [FieldError] {
    nameErrors(entry.key, at: path) + quantityErrors(entry, at: path)
  }

  private static func nameErrors(_ name: String, at path: FieldPath) -> [FieldError] {
    let shown = JSONValue.string(name)
    let syntax = LabelSyntax.keyProblems(name)
    if !syntax.isEmpty { return syntax.map { .invalid(path, shown, $0) } }
    if !name.contains("/"), !isStandard(name) {
      return [.invalid(path, shown, "must be a standard resource for containers")]
    }
    if name.contains("/"), !isNative(name), name.hasPrefix("requests.") {
      return [.invalid(path, shown, "doesn't follow extended resource name standard")]
    }
    return []
  }

  private static func quantityErrors(
    _ entry: JSONObject.Member,
    at path: FieldPath
  ) -> [FieldError] {
    guard let quantity = QuantityText.quantity(entry.value) else { return [] }
    let shown = JSONValue.string(text(entry.value))
    if quantity.nanos < 0 {
      return [.invalid(path, shown, "must be greater than or equal to 0")]
    }
    guard !isOvercommitAllowed(entry.key), quantity.nanos % 1_000_000_000 != 0 else { return [] }
    return [.invalid(path, shown, "must be an integer")]
  }

  private static func isStandard(_ name: String) -> Bool {
    ["cpu", "memory", "ephemeral-storage"].contains(name) || name.hasPrefix("hugepages-")
  }

  private static func isNative(_ name: String) -> Bool { name.contains("kubernetes.io/") }

  /// Devices and huge pages cannot be promised twice.
  private static func isOvercommitAllowed(_ name: String) -> Bool {
    !name.hasPrefix("hugepages-") && (!name.contains("/") || isNative(name))
  }

  private static func text(_ value: JSONValue) -> String { value.stringValue ?? value.jsonText }
}
