import APIMachinery
import JSON

/// One HorizontalPodAutoscaler in numbers.
struct AutoscalerReport: Hashable {
  struct Metric: Hashable {
    let name: String
    let current: String
    let target: String
    /// Percent of what the pods request, rather than a quantity.
    let isUtilization: Bool

    /// `cpu 41/70 %`, or `http_requests_per_second 81.5/100`.
    var text: String { "\(name) \(current)/\(target)\(isUtilization ? " %" : "")" }
  }

  let name: String
  let pods: Int
  let least: Int
  let most: Int
  let metrics: [Metric]

  var isAtItsEnd: Bool { pods >= most }

  init(_ object: APIObject) {
    name = object.name
    pods = object.status["currentReplicas"]?.intValue ?? 0
    least = object.spec["minReplicas"]?.intValue ?? 1
    most = object.spec["maxReplicas"]?.intValue ?? 1
    let readings = object.status["currentMetrics"]?.arrayValue ?? []
    metrics = (object.spec["metrics"]?.arrayValue ?? []).compactMap { target in
      let name = Self.name(of: target)
      return Self.metric(name, target, readings.first { Self.name(of: $0) == name })
    }
  }

  private static func name(of metric: JSONValue) -> String {
    metric["resource"]?["name"]?.stringValue ?? metric["pods"]?["metric"]?["name"]?.stringValue
      ?? ""
  }

  private static func metric(_ name: String, _ target: JSONValue, _ reading: JSONValue?) -> Metric?
  {
    let wanted = target["resource"]?["target"] ?? target["pods"]?["target"]
    let current = reading?["resource"]?["current"] ?? reading?["pods"]?["current"]
    if let percent = wanted?["averageUtilization"]?.intValue {
      let used = current?["averageUtilization"]?.intValue.map(String.init)
      return Metric(name: name, current: used ?? "?", target: "\(percent)", isUtilization: true)
    }
    guard let quantity = wanted?["averageValue"]?.stringValue else { return nil }
    let used = current?["averageValue"]?.stringValue.map(plain)
    return Metric(
      name: name,
      current: used ?? "?",
      target: plain(quantity),
      isUtilization: false
    )
  }

  /// `81500m` as a person writes it.
  private static func plain(_ quantity: String) -> String {
    guard quantity.hasSuffix("m"), let value = Quantity(quantity)?.doubleValue else {
      return quantity
    }
    return Figure.text(value)
  }
}
