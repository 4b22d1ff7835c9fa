import APIMachinery
import JSON
import PhysicsResources
import Rollout

/// Finds the revision that a spec asks for among those on record, or draws up a new one.
struct RevisionDraft {
  let resource: PhysicsAPI
  let records: [RevisionRecord]

  func desired(reading configMaps: [(name: String, content: ConfigMapContent)])
    -> RevisionBook.Desired
  {
    let missing = configMaps.filter { $0.content == .missing }.map(\.name)
    if let name = missing.first {
      return .unknown(
        "ConfigMap \(name) does not exist in namespace \(resource.namespace); create it, "
          + "or take it out of spec.workload"
      )
    }
    for (name, content) in configMaps {
      guard case .unreadable(let why) = content else { continue }
      return .unknown("the content of ConfigMap \(name) is not known: \(why)")
    }
    let tracked = configMaps.filter { isTracked($0.content) }
    let digests = JSONObject(
      tracked.map { JSONObject.Member(key: $0.name, value: .string(digest(of: $0.content))) }
    )
    if let known = match(digests) { return .known(known) }
    return draft(digests, tracked)
  }

  /// The newest record with the same canonical form, each judged under the identity version that it was made with.
  private func match(_ digests: JSONObject) -> RevisionRecord? {
    records.last { record in
      // A version that we do not know was written by a newer operator; its revisions are not ours to judge.
      guard let version = IdentityVersion(rawValue: record.identityVersion) else { return false }
      let stored = WorkloadSpec(record: record.workload)
      return canonical(resource.spec.workload, digests, version)
        == canonical(stored, record.configDigests, version)
    }
  }

  private func draft(
    _ digests: JSONObject,
    _ tracked: [(name: String, content: ConfigMapContent)]
  ) -> RevisionBook.Desired {
    let version = IdentityVersion.current
    let id = unusedID(for: canonical(resource.spec.workload, digests, version))
    let copies = tracked.enumerated().map { index, configMap in
      ConfigMapCopy(
        original: configMap.name,
        name: ConfigMapCopy.name(of: resource.name, id, index),
        digest: digests[configMap.name]?.stringValue ?? "",
        source: configMap.content.object
      )
    }
    let template = PodTemplate(
      service: resource.name,
      revision: id,
      workload: ConfigMapReferences.renamed(resource.spec.workload, to: copies),
      metrics: resource.spec.metrics
    )
    let record = RevisionRecord(
      id: id,
      number: (records.last?.number ?? 0) + 1,
      identityVersion: version.rawValue,
      workload: resource.givenWorkload,
      configDigests: digests,
      template: template.json,
      selector: ["matchLabels": .object(ChildLabels(service: resource.name).selector(of: id))]
    )
    return .new(record, copies: copies)
  }

  private func canonical(
    _ workload: WorkloadSpec,
    _ digests: JSONObject,
    _ version: IdentityVersion
  ) -> JSONValue {
    let pairs = digests.map { ("ConfigMap/\($0.key)", $0.value.stringValue ?? "") }
    return RevisionIdentity.canonicalWorkload(
      workload,
      configDigests: Dictionary(uniqueKeysWithValues: pairs),
      identityVersion: version
    )
  }

  /// Eight digits of the hash; in the one case in four billion that another revision has them, of the next hash.
  private func unusedID(for canonical: JSONValue) -> RevisionID {
    var content = canonical
    var id = RevisionID(Digest.of(content, length: 8))
    while records.contains(where: { $0.id == id }) {
      content = [content, .string(id.hash)]
      id = RevisionID(Digest.of(content, length: 8))
    }
    return id
  }

  private func isTracked(_ content: ConfigMapContent) -> Bool {
    guard let object = content.object else { return true }
    return object.annotation(Keys.track) != "false"
  }

  private func digest(of content: ConfigMapContent) -> String {
    content.object.map(ConfigMapCopy.digest) ?? "unknown"
  }
}

extension WorkloadSpec {
  /// The workload of a record, with the defaults of its identity; what cannot be read counts as default.
  init(record json: JSONValue) {
    var ignored = FindingCollector(at: "workload")
    self = Self.read(json, from: WorkloadSpec(), &ignored) ?? WorkloadSpec()
  }
}
