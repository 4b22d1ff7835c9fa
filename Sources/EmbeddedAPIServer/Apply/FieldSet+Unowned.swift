extension FieldSet {
  /// What identifies an object or is written by the server: nobody owns it.
  static let unowned: FieldSet = {
    var set = FieldSet.empty
    set.insert(.field("apiVersion"))
    set.insert(.field("kind"))
    let names = [
      "name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation",
      "managedFields", "resourceVersion",
    ]
    for name in names { set.insert(path: [.field("metadata"), .field(name)]) }
    return set
  }()

  static let metadata: FieldSet = {
    var set = FieldSet.empty
    set.insert(.field("metadata"))
    return set
  }()
}
