/// A Secret or a ConfigMap at a path in the container, read-only.
package struct MountSpec: SchemaDescribed {
  package var secret: String?
  package var configMap: String?
  /// Must be given.
  package var path = ""

  package init() {}

  package static let fields: [Field<MountSpec>] = [
    Field("secret", \.secret, optional: .text(.objectName), "The Secret to mount."),
    Field("configMap", \.configMap, optional: .text(.objectName), "The ConfigMap to mount."),
    Field(
      "path",
      \.path,
      .text(.path, max: 1_024),
      required: true,
      "Where the container sees the files."
    ),
  ]

  package static let rules: [Rule<MountSpec>] = [
    Rule(
      "has(self.secret) != has(self.configMap)",
      message: "a mount shows either a secret or a configMap; name exactly one of them"
    ) { ($0.secret == nil) != ($0.configMap == nil) }
  ]
}
