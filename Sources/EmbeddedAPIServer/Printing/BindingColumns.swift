import JSON

/// What `kubectl get rolebindings` shows.
enum BindingColumns {
  static let columns: [PrinterColumn] = [
    PrinterColumn(name: "Role") { binding, _ in
      let role = binding["roleRef"] ?? .object([:])
      return .string("\(role["kind"]?.stringValue ?? "")/\(role["name"]?.stringValue ?? "")")
    },
    .age(),
    subjects("Users", kind: "User"),
    subjects("Groups", kind: "Group"),
    subjects("ServiceAccounts", kind: "ServiceAccount"),
  ]

  private static func subjects(_ name: String, kind: String) -> PrinterColumn {
    PrinterColumn(name: name, priority: 1) { binding, _ in
      let subjects = binding["subjects"]?.arrayValue ?? []
      let names = subjects.filter { $0["kind"]?.stringValue == kind }.map { subject in
        let name = subject["name"]?.stringValue ?? ""
        guard kind == "ServiceAccount" else { return name }
        return "\(subject["namespace"]?.stringValue ?? "")/\(name)"
      }
      return .string(names.joined(separator: ", "))
    }
  }
}
