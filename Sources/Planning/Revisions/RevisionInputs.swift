import APIMachinery
import JSON
import PhysicsResources

/// What the identity of a workload depends on besides its own words, as one identity version sees it.
struct RevisionInputs {
  /// Stands for the content of a ConfigMap that does not exist and need not: once it does, that is another revision.
  static let absent = "absent"

  let references: [(reference: ConfigMapReference, content: ConfigMapContent)]
  let tracked: [(name: String, content: SecretContent)]

  init(
    of workload: WorkloadSpec,
    under version: IdentityVersion,
    configMaps: [String: ConfigMapContent],
    secrets: [String: SecretContent]
  ) {
    references = ConfigMapReferences.all(in: workload, under: version).map {
      ($0, configMaps[$0.name] ?? .unknown)
    }
    let names = version.readsPodTemplateAndSecrets ? Set(workload.trackSecrets).sorted() : []
    tracked = names.map { ($0, secrets[$0] ?? .unknown) }
  }

  /// The first thing that is not there or cannot be read.
  func obstacle(in namespace: String) -> Obstacle? {
    let missing = references.first { $0.content == .missing && !$0.reference.isOptional }
    if let name = missing?.reference.name {
      return Obstacle(
        reason: .configMapMissing,
        sentence: "ConfigMap \(name) does not exist in namespace \(namespace); create it, "
          + "or take it out of spec.workload"
      )
    }
    for (reference, content) in references {
      guard case .unreadable(let why) = content else { continue }
      return Obstacle(
        reason: .configMapMissing,
        sentence: "the content of ConfigMap \(reference.name) is not known: \(why)"
      )
    }
    return tracked.lazy.compactMap { obstacle($0.name, $0.content, in: namespace) }.first
  }

  private func obstacle(
    _ secret: String,
    _ content: SecretContent,
    in namespace: String
  ) -> Obstacle? {
    let cure = "or take it out of spec.workload.trackSecrets"
    switch content {
    case .digest, .unknown: return nil
    case .missing:
      return Obstacle(
        reason: .secretMissing,
        sentence: "Secret \(secret) does not exist in namespace \(namespace); create it, \(cure)"
      )
    case .unreadable(let why):
      return Obstacle(
        reason: .secretMissing,
        sentence: "the content of Secret \(secret) is not known: \(why); "
          + "let the operator read it (manifests/rbac/secrets.yaml), \(cure)"
      )
    }
  }

  /// By name, without those that opted out.
  var configDigests: JSONObject {
    JSONObject(
      references.filter { isTracked($0.content) }
        .map { JSONObject.Member(key: $0.reference.name, value: .string(digest(of: $0.content))) }
    )
  }

  /// By name; one that nobody has read counts as what `record` says of it.
  func secretDigests(unreadAs record: JSONObject = [:]) -> JSONObject {
    JSONObject(
      tracked.map { name, content in
        let digest: JSONValue =
          if case .digest(let digest) = content { .string(digest) } else {
            record[name] ?? "unknown"
          }
        return JSONObject.Member(key: name, value: digest)
      }
    )
  }

  func source(of configMap: String) -> APIObject? {
    references.first { $0.reference.name == configMap }?.content.object
  }

  private func isTracked(_ content: ConfigMapContent) -> Bool {
    content.object?.annotation(Keys.track) != "false"
  }

  private func digest(of content: ConfigMapContent) -> String {
    switch content {
    case .found(let object): ConfigMapCopy.digest(of: object)
    case .missing: Self.absent
    case .unreadable, .unknown: "unknown"
    }
  }
}
