import JSON

/// What `kubectl get rolebindings` shows.
enum BindingColumns {
  static let role = PrinterColumn(name: "Role") { binding, _ in
    let role = binding["roleRef"] ?? .object([:])
    return .string("\(role["kind"]?.stringValue ?? "")/\(role["name"]?.stringValue ?? "")")
  }
}
