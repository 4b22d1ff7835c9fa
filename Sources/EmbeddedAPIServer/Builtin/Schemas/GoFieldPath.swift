/// The path of a field as Go's decoder names it: fields only, neither the places in lists nor the keys of maps.
enum GoFieldPath {
  static func text(_ path: String, mapsIn types: BuiltInTypes, from root: String) -> String {
    var fields: [String] = []
    var type = FieldType.object(root)
    for step in path.split(separator: ".") {
      let name = String(step.prefix { $0 != "[" })
      guard case .object(let owner) = type,
        let field = types[owner]?.first(where: { $0.name == name })
      else { break }
      fields.append(name)
      type = field.type
      if case .list(let element) = type, step.contains("[") { type = element }
      if case .map = type { break }
    }
    return fields.joined(separator: ".")
  }
}

extension FieldType {
  /// Fields of 64 bits; all other whole numbers have 32.
  private static let longFields = [
    "activeDeadlineSeconds", "containerGeneration", "deletionGracePeriodSeconds",
    "expirationSeconds", "fsGroup", "generation", "observedGeneration", "remainingItemCount",
    "revision", "runAsGroup", "runAsUser", "seconds", "supplementalGroups",
    "terminationGracePeriodSeconds", "tolerationSeconds",
  ]

  /// As Go prints the type in its errors; `path` tells the width of a number.
  func goName(inPackage name: String, at path: String) -> String {
    switch self {
    case .string, .time, .quantity: "string"
    case .integer:
      Self.longFields.contains(path.split(separator: ".").last.map(String.init) ?? "")
        ? "int64" : "int32"
    case .number: "float64"
    case .boolean: "bool"
    case .bytes: "[]uint8"
    case .intOrString: "intstr.IntOrString"
    case .any: "runtime.RawExtension"
    case .list(let element): "[]" + element.goName(inPackage: name, at: path)
    case .map(let element): "map[string]" + element.goName(inPackage: name, at: path)
    case .object(let type): "\(name).\(type)"
    }
  }
}
