import JSON

/// What the API server fills into role bindings: the group that roles, users and groups belong to.
enum AccessDefaults {
  private static let group = JSONValue.string("rbac.authorization.k8s.io")

  static func apply(toBinding binding: inout JSONValue) {
    binding.updateOrCreate("roleRef") { setGroup(in: &$0) }
    guard var subjects = binding["subjects"]?.arrayValue else { return }
    for index in subjects.indices where ["User", "Group"].contains(subjects[index]["kind"]) {
      setGroup(in: &subjects[index])
    }
    binding["subjects"] = .array(subjects)
  }

  private static func setGroup(in reference: inout JSONValue) {
    guard reference["apiGroup"]?.stringValue?.isEmpty ?? true else { return }
    reference["apiGroup"] = group
  }
}
