import APIMachinery
import JSON

/// The rules of `metadata` that every kind shares (apimachinery `api/validation/objectmeta.go`).
enum MetadataRules {
  /// All annotation keys and values together, in bytes.
  static let annotationBytesMax = 256 << 10

  static func validate(_ object: APIObject, of resource: ServedResource) -> [FieldError] {
    nameErrors(object, rule: resource.rules.nameRule) + labelErrors(object)
      + annotationErrors(object) + ownerErrors(object) + finalizerErrors(object)
  }

  /// What an update may not touch.
  static func validateUpdate(_ new: APIObject, old: APIObject) -> [FieldError] {
    var errors: [FieldError] = []
    for field in ["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp"] {
      let value = new.metadata[field] ?? .null
      guard value != (old.metadata[field] ?? .null) else { continue }
      errors.append(.immutable("metadata.\(field)", value))
    }
    if old.isBeingDeleted { errors += newFinalizerErrors(new, old: old) }
    return errors
  }

  private static func newFinalizerErrors(_ new: APIObject, old: APIObject) -> [FieldError] {
    let added = new.finalizers.filter { !old.finalizers.contains($0) }
    guard !added.isEmpty else { return [] }
    let names = added.map { "\"\($0)\"" }.joined(separator: ", ")
    return [
      .forbidden(
        "metadata.finalizers",
        "no new finalizers can be added if the object is being deleted, found new finalizers "
          + "[]string{\(names)}"
      )
    ]
  }

  private static func nameErrors(_ object: APIObject, rule: NameRule) -> [FieldError] {
    guard !object.name.isEmpty else {
      return [.required("metadata.name", "name or generateName is required")]
    }
    return rule.problems(of: object.name).map {
      .invalid("metadata.name", .string(object.name), $0)
    }
  }

  private static func labelErrors(_ object: APIObject) -> [FieldError] {
    FieldChecks.labels(.object(object.labels), at: "metadata.labels")
  }

  private static func annotationErrors(_ object: APIObject) -> [FieldError] {
    annotationErrors(object.annotations, at: "metadata.annotations")
  }

  static func annotationErrors(_ annotations: JSONObject, at path: FieldPath) -> [FieldError] {
    let keys = annotations.flatMap { annotation in
      LabelSyntax.keyProblems(annotation.key.lowercased()).map {
        FieldError.invalid(path, .string(annotation.key), $0)
      }
    }
    let size = annotations.reduce(0) {
      $0 + $1.key.utf8.count + ($1.value.stringValue?.utf8.count ?? 0)
    }
    guard size > annotationBytesMax else { return keys }
    return keys + [.tooLong(path, maximum: annotationBytesMax)]
  }

  private static func ownerErrors(_ object: APIObject) -> [FieldError] {
    let path: FieldPath = "metadata.ownerReferences"
    var errors: [FieldError] = []
    for reference in object.metadata["ownerReferences"]?.arrayValue ?? [] {
      for field in ["apiVersion", "kind", "name", "uid"]
      where reference[field]?.stringValue?.isEmpty ?? true {
        let detail =
          field == "apiVersion" ? "version must not be empty" : "must not be empty"
        errors.append(.invalid(path.child(field), reference[field] ?? "", detail))
      }
    }
    for reference in object.metadata["ownerReferences"]?.arrayValue ?? []
    where reference["apiVersion"] == "v1" && reference["kind"] == "Event" {
      errors.append(.invalid(path, reference, "/v1, Kind=Event is disallowed from being an owner"))
    }
    let controllers = object.ownerReferences.filter(\.isController)
    if controllers.count > 1 {
      errors.append(
        .invalid(
          path,
          object.metadata["ownerReferences"] ?? .null,
          "Only one reference can have Controller set to true. Found \"true\" in references for "
            + "\(controllers[0].kind)/\(controllers[0].name) and \(controllers[1].kind)/\(controllers[1].name)"
        )
      )
    }
    return errors
  }

  private static func finalizerErrors(_ object: APIObject) -> [FieldError] {
    object.finalizers.filter { !["orphan", "foregroundDeletion"].contains($0) }.flatMap { name in
      LabelSyntax.keyProblems(name).map {
        FieldError.invalid("metadata.finalizers", .string(name), $0)
      }
    }
  }
}
