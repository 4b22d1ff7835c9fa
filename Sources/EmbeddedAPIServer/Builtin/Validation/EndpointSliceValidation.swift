import JSON

/// What the API server demands of endpoint slices (`pkg/apis/discovery/validation`).
enum EndpointSliceValidation {
  private static let endpointsMax = 1_000
  private static let addressesMax = 100

  static func validate(slice: JSONValue, old: JSONValue?) -> [FieldError] {
    let type = slice.text("addressType")
    var errors = endpointErrors(slice["endpoints"]?.arrayValue ?? [], type)
    errors += portErrors(slice["ports"]?.arrayValue ?? [])
    errors += FieldChecks.choice(
      slice["addressType"],
      of: ["FQDN", "IPv4", "IPv6"],
      at: "addressType"
    )
    if let before = old?["addressType"], before.stringValue != type {
      errors.append(.immutable("addressType", .string(type)))
    }
    return errors
  }

  private static func endpointErrors(_ endpoints: [JSONValue], _ type: String) -> [FieldError] {
    let path: FieldPath = "endpoints"
    guard endpoints.count <= endpointsMax else {
      return [.tooMany(path, actual: endpoints.count, maximum: endpointsMax)]
    }
    return endpoints.enumerated().flatMap { index, endpoint -> [FieldError] in
      let place = path.index(index).child("addresses")
      let addresses = endpoint["addresses"]?.arrayValue ?? []
      if addresses.isEmpty { return [.required(place, "must contain at least 1 address")] }
      if addresses.count > addressesMax {
        return [.tooMany(place, actual: addresses.count, maximum: addressesMax)]
      }
      return addresses.enumerated().flatMap { addressErrors($1, type, at: place.index($0)) }
    }
  }

  private static func addressErrors(
    _ address: JSONValue,
    _ type: String,
    at path: FieldPath
  ) -> [FieldError] {
    let text = address.stringValue ?? ""
    let parsed = IPAddress(text)
    switch type {
    case "IPv4":
      return parsed?.isVersion4 ?? false
        ? [] : [.invalid(path, address, "must be a valid IPv4 address")]
    case "IPv6":
      return parsed.map { !$0.isVersion4 } ?? false
        ? [] : [.invalid(path, address, "must be a valid IPv6 address")]
    case "FQDN": return FieldChecks.name(text, .subdomain, at: path)
    default: return []
    }
  }

  private static func portErrors(_ ports: [JSONValue]) -> [FieldError] {
    var names: Set<String> = []
    var errors: [FieldError] = []
    for (index, port) in ports.enumerated() {
      let place = FieldPath("ports").index(index)
      let name = port.text("name")
      if !name.isEmpty { errors += FieldChecks.name(name, .label, at: place.child("name")) }
      if !names.insert(name).inserted {
        errors.append(.duplicate(place.child("name"), .string(name)))
      }
      errors += FieldChecks.choice(
        port["protocol"] ?? "TCP",
        of: FieldChecks.portProtocols,
        at: place.child("protocol")
      )
    }
    return errors
  }
}
