import JSON

/// What the API server fills into namespaces, secrets and events.
enum ConfigurationDefaults {
  static func apply(toNamespace namespace: inout JSONValue) {
    let name = namespace["metadata"]?["name"] ?? ""
    namespace.updateOrCreate("metadata") { metadata in
      metadata.updateOrCreate("labels") { $0["kubernetes.io/metadata.name"] = name }
    }
    namespace.setDefault("status", ["phase": "Active"])
  }

  /// Only the namespace cleaner may take the finalizer of the specification away.
  static func prepare(namespace: inout JSONValue, old: JSONValue?) {
    namespace["spec"] = old?["spec"] ?? ["finalizers": ["kubernetes"]]
    if old == nil { namespace["status"] = nil }
  }

  /// `stringData` is write-only: it lands in `data`, encoded.
  static func apply(toSecret secret: inout JSONValue) {
    secret.setDefault("type", "Opaque")
    guard let plain = secret["stringData"]?.objectValue else { return }
    secret["stringData"] = nil
    secret.updateOrCreate("data") { data in
      for entry in plain {
        data[entry.key] = .string(Base64.encode(Array((entry.value.stringValue ?? "").utf8)))
      }
    }
  }
}
