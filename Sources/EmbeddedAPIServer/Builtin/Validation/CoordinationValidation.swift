import JSON

/// What the API server demands of leases.
enum CoordinationValidation {
  static func validate(lease: JSONValue, old: JSONValue?) -> [FieldError] {
    let spec = lease["spec"] ?? .object([:])
    let path: FieldPath = "spec"
    var errors: [FieldError] = []
    if let duration = spec["leaseDurationSeconds"]?.intValue, duration <= 0 {
      let place = path.child("leaseDurationSeconds")
      errors.append(.invalid(place, .integer(Int64(duration)), "must be greater than 0"))
    }
    return errors
      + FieldChecks.notNegative(spec["leaseTransitions"], at: path.child("leaseTransitions"))
  }
}
