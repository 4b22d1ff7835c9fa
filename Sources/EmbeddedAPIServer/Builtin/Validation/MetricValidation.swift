import APIMachinery
import JSON

/// What the API server demands of the metrics of an autoscaler.
enum MetricValidation {
  private static let types = ["ContainerResource", "External", "Object", "Pods", "Resource"]

  static func errors(_ metrics: JSONValue?, at path: FieldPath) -> [FieldError] {
    (metrics?.arrayValue ?? []).enumerated().flatMap { errors(of: $1, at: path.index($0)) }
  }

  static func referenceErrors(_ reference: JSONValue?, at path: FieldPath) -> [FieldError] {
    ["kind", "name"].flatMap {
      FieldChecks.requiredName(reference?[$0], .pathSegment, at: path.child($0))
    }
  }

  private static func errors(of metric: JSONValue, at path: FieldPath) -> [FieldError] {
    let type = metric.text("type")
    var errors: [FieldError] = []
    if type.isEmpty {
      errors.append(.required(path.child("type"), "must specify a metric source type"))
    }
    if !types.contains(type) {
      errors.append(.notSupported(path.child("type"), .string(type), supported: types))
    }
    let sources = ["object", "external", "pods", "resource", "containerResource"]
    let given = sources.filter { metric[$0] != nil }
    if let first = given.first, let source = metric[first] {
      errors += sourceErrors(source, first, at: path.child(first))
    }
    let expected = sources.first { $0.lowercased() == type.lowercased() } ?? ""
    if !expected.isEmpty, metric[expected] == nil {
      let detail = "must populate information for the given metric source"
      errors.append(.required(path.child(expected), detail))
    }
    guard given.count != 1 else { return errors }
    return errors
      + given.filter { $0 != expected }.sorted().map {
        .forbidden(path.child($0), "must populate the given metric source only")
      }
  }

  private static func sourceErrors(
    _ source: JSONValue,
    _ name: String,
    at path: FieldPath
  ) -> [FieldError] {
    let target = source["target"] ?? .object([:])
    let targetPath = path.child("target")
    let targetErrors = errors(ofTarget: target, at: targetPath)
    switch name {
    case "object":
      return referenceErrors(source["describedObject"], at: path.child("describedObject"))
        + identifierErrors(source, at: path) + targetErrors
        + oneOf(target, ["value", "averageValue"], at: targetPath, .object)
    case "external":
      return identifierErrors(source, at: path) + targetErrors
        + oneOf(target, ["value", "averageValue"], at: targetPath, .external)
    case "pods":
      let hasAverage = QuantityText.isPositive(target["averageValue"])
      let missing: [FieldError] =
        hasAverage
        ? []
        : [
          .required(
            targetPath.child("averageValue"),
            "must specify a positive target averageValue"
          )
        ]
      return identifierErrors(source, at: path) + targetErrors + missing
    default:
      return resourceErrors(source, name, at: path) + targetErrors
        + oneOf(target, ["averageUtilization", "averageValue"], at: targetPath, .resource)
    }
  }

  private static func resourceErrors(
    _ source: JSONValue,
    _ name: String,
    at path: FieldPath
  ) -> [FieldError] {
    var errors: [FieldError] = []
    if source.text("name").isEmpty {
      errors.append(.required(path.child("name"), "must specify a resource name"))
    }
    if name == "containerResource", source.text("container").isEmpty {
      errors.append(.required(path.child("container"), "must specify a container"))
    }
    return errors
  }

  private static func identifierErrors(_ source: JSONValue, at path: FieldPath) -> [FieldError] {
    let place = path.child("metric").child("name")
    let name = source.text("metric", "name")
    if name.isEmpty { return [.required(place, "must specify a metric name")] }
    return FieldChecks.name(name, .pathSegment, at: place)
  }

  private static func errors(ofTarget target: JSONValue, at path: FieldPath) -> [FieldError] {
    let type = target.text("type")
    var errors: [FieldError] = []
    if type.isEmpty {
      errors.append(.required(path.child("type"), "must specify a metric target type"))
    }
    if !["Utilization", "Value", "AverageValue"].contains(type) {
      let detail = "must be either Utilization, Value, or AverageValue"
      errors.append(.invalid(path.child("type"), .string(type), detail))
    }
    for field in ["value", "averageValue"] {
      guard let value = target[field], !QuantityText.isPositive(value) else { continue }
      errors.append(.invalid(path.child(field), value, "must be positive"))
    }
    if let share = target["averageUtilization"]?.intValue, share < 1 {
      let place = path.child("averageUtilization")
      errors.append(.invalid(place, .integer(Int64(share)), "must be greater than 0"))
    }
    return errors
  }

  private struct Wording {
    let missing: String
    let excess: String?
    /// The place that is named when both are missing, and when both are given.
    let missingField: String
    let excessField: String

    static let object = Wording(
      missing: "must set either a target raw value or a target average value",
      excess: nil,
      missingField: "averageValue",
      excessField: ""
    )
    static let external = Wording(
      missing: "must set either a target value for metric or a per-pod target",
      excess: "may not set both a target value for metric and a per-pod target",
      missingField: "averageValue",
      excessField: "value"
    )
    static let resource = Wording(
      missing: "must set either a target raw value or a target utilization",
      excess: "may not set both a target raw value and a target utilization",
      missingField: "averageUtilization",
      excessField: "averageValue"
    )
  }

  private static func oneOf(
    _ target: JSONValue,
    _ fields: [String],
    at path: FieldPath,
    _ wording: Wording
  ) -> [FieldError] {
    let given = fields.count { target[$0] != nil }
    if given == 0 { return [.required(path.child(wording.missingField), wording.missing)] }
    guard given == 2, let excess = wording.excess else { return [] }
    return [.forbidden(path.child(wording.excessField), excess)]
  }
}
