import JSON

/// What the API server demands of ConfigMaps and Secrets.
enum DataValidation {
  /// All values of one object together, in bytes.
  private static let sizeMax = 1 << 20

  static func validate(configMap: JSONValue, old: JSONValue?) -> [FieldError] {
    let data = configMap["data"]?.objectValue ?? [:]
    let binary = configMap["binaryData"]?.objectValue ?? [:]
    var errors: [FieldError] = []
    for entry in data {
      let place = FieldPath("data").key(entry.key)
      errors += FieldChecks.dataKey(entry.key, at: place)
      guard binary[entry.key] != nil else { continue }
      let detail = "duplicate of key present in binaryData"
      errors.append(.invalid(place, .string(entry.key), detail))
    }
    for entry in binary {
      let place = FieldPath("binaryData").key(entry.key)
      errors += FieldChecks.dataKey(entry.key, at: place)
      guard data[entry.key] != nil else { continue }
      let detail = "duplicate of key present in data"
      errors.append(.invalid(place, .string(entry.key), detail))
    }
    let size =
      data.reduce(0) { $0 + ($1.value.stringValue?.utf8.count ?? 0) }
      + binary.reduce(0) { $0 + decodedSize($1.value) }
    // Upstream names the whole object by an empty path, which prints as [].
    if size > sizeMax { errors.append(.tooLong("[]", maximum: sizeMax)) }
    return immutabilityErrors(configMap, old: old, fields: ["data", "binaryData"]) + errors
  }

  static func validate(secret: JSONValue, old: JSONValue?) -> [FieldError] {
    let data = secret["data"]?.objectValue ?? [:]
    let path: FieldPath = "data"
    var errors = data.flatMap { FieldChecks.dataKey($0.key, at: path.key($0.key)) }
    if data.reduce(0, { $0 + decodedSize($1.value) }) > sizeMax {
      errors.append(.tooLong(path, maximum: sizeMax))
    }
    errors += typeErrors(secret, data)
    var changes: [FieldError] = []
    if let before = old?["type"], let type = secret["type"], type != before {
      changes.append(.immutable("type", type))
    }
    return changes + immutabilityErrors(secret, old: old, fields: ["data"]) + errors
  }

  private static func decodedSize(_ value: JSONValue) -> Int {
    let text = value.stringValue ?? ""
    return text.utf8.count / 4 * 3 - text.utf8.reversed().prefix { $0 == UInt8(ascii: "=") }.count
  }

  /// What each type of Secret must hold.
  private static func typeErrors(_ secret: JSONValue, _ data: JSONObject) -> [FieldError] {
    let path: FieldPath = "data"
    let missing = { (keys: [String]) in
      keys.filter { data[$0] == nil }.map { FieldError.required(path.key($0)) }
    }
    switch secret.text("type") {
    case "kubernetes.io/service-account-token":
      let name = "kubernetes.io/service-account.name"
      guard secret.text("metadata", "annotations", name).isEmpty else { return [] }
      return [.required(FieldPath("metadata.annotations").key(name))]
    case "kubernetes.io/dockercfg": return missing([".dockercfg"])
    case "kubernetes.io/dockerconfigjson": return missing([".dockerconfigjson"])
    case "kubernetes.io/basic-auth":
      let errors = missing(["username", "password"])
      return errors.count == 2 ? errors : []
    case "kubernetes.io/ssh-auth": return missing(["ssh-privatekey"])
    case "kubernetes.io/tls": return missing(["tls.crt", "tls.key"])
    default: return []
    }
  }

  private static func immutabilityErrors(
    _ object: JSONValue,
    old: JSONValue?,
    fields: [String]
  ) -> [FieldError] {
    guard let old, old["immutable"]?.boolValue == true else { return [] }
    let detail = "field is immutable when `immutable` is set"
    var errors: [FieldError] = []
    if object["immutable"]?.boolValue != true {
      errors.append(.forbidden("immutable", detail))
    }
    for field in fields where object[field] != old[field] {
      errors.append(.forbidden(FieldPath(field), detail))
    }
    return errors
  }
}
