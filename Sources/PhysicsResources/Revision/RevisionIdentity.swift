import APIMachinery
package import JSON

/// What makes two workloads the same revision.
package enum RevisionIdentity {
  /// The canonical form of a workload: equal forms are one revision, and the form of a workload never changes under one version.
  ///
  /// Fields at their baseline are left out, so that a field which a later release adds changes no form; durations and quantities are
  /// written in one way, so that `60s` and `1m`, `500m` and `0.5` are the same. Lists keep their order: it means something in `env`.
  ///
  /// - Parameter configDigests: the digest of each tracked ConfigMap and Secret, by kind and name.
  package static func canonicalWorkload(
    _ workload: WorkloadSpec,
    configDigests: [String: String] = [:],
    identityVersion: IdentityVersion = .current
  ) -> JSONValue {
    var form = workload.json
    form["resources"] = canonicalResources(workload.resources)
    for baseline in identityVersion.baselines {
      form = removing(baseline.path[...], where: baseline.value, from: form)
    }
    // order-free: JSONObject sorts its members
    let digests = configDigests.map { JSONObject.Member(key: $0.key, value: .string($0.value)) }
    guard !digests.isEmpty else { return ["workload": form] }
    return ["workload": form, "configDigests": .object(JSONObject(digests))]
  }

  /// The value without the field at `path` if it equals `baseline`, and without objects that this empties.
  private static func removing(
    _ path: ArraySlice<String>,
    where baseline: JSONValue,
    from value: JSONValue
  ) -> JSONValue {
    guard let field = path.first, let present = value[field] else { return value }
    let rest = path.dropFirst()
    var result = value
    if rest.isEmpty {
      result[field] = present == baseline ? nil : present
    } else {
      let inner = removing(rest, where: baseline, from: present)
      result[field] = inner == [:] ? nil : inner
    }
    return result
  }

  /// `requests` and `limits` with each quantity as a plain decimal number; anything else stays as it is.
  private static func canonicalResources(_ resources: JSONValue) -> JSONValue {
    var result = resources
    for list in ["requests", "limits"] {
      guard let quantities = resources[list]?.objectValue else { continue }
      result[list] = .object(quantities.compactMapValues { canonicalQuantity($1) })
    }
    return result
  }

  private static func canonicalQuantity(_ value: JSONValue) -> JSONValue {
    guard let quantity = Quantity(value.stringValue ?? value.jsonText) else { return value }
    let (whole, billionths) = quantity.nanos.quotientAndRemainder(dividingBy: 1_000_000_000)
    guard billionths > 0 else { return .string("\(whole)") }
    let digits = String("\(billionths + 1_000_000_000)".dropFirst())
    let significant = digits.reversed().drop { $0 == "0" }.reversed()
    return .string("\(whole).\(String(significant))")
  }
}
