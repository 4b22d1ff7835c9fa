import JSON

extension JSONValue {
  /// A route's or a TraefikService's spec with other weights for the pair of a service.
  func weighting(canary: Int, of service: String) -> JSONValue {
    func pair(_ list: JSONValue?) -> JSONValue {
      .array(
        (list?.arrayValue ?? []).map { entry in
          var entry = entry
          if entry["name"]?.stringValue == "\(service)-canary" {
            entry["weight"] = .integer(Int64(canary))
          }
          if entry["name"]?.stringValue == "\(service)-stable" {
            entry["weight"] = .integer(Int64(100 - canary))
          }
          return entry
        }
      )
    }
    var spec = self
    if let rules = spec["rules"]?.arrayValue {
      spec["rules"] = .array(
        rules.map { rule in
          var rule = rule
          rule["backendRefs"] = pair(rule["backendRefs"])
          return rule
        }
      )
    }
    if let services = spec["weighted"]?["services"] {
      spec["weighted"]?["services"] = pair(services)
    }
    return spec
  }
}
