import APIMachinery
import JSON
import PhysicsResources
import Rollout

/// Finds the revision that a spec asks for among those on record, or draws up a new one.
struct RevisionDraft {
  let resource: PhysicsAPI
  let records: [RevisionRecord]
  let configMaps: [String: ConfigMapContent]
  let secrets: [String: SecretContent]

  private var workload: WorkloadSpec { resource.spec.workload }

  var desired: RevisionBook.Desired {
    if let known = match { return .known(known) }
    let version = birth
    let inputs = inputs(under: version)
    if let obstacle = inputs.obstacle(in: resource.namespace) { return .unknown(obstacle) }
    return draft(inputs, version)
  }

  /// The oldest version that sees all of the content.
  ///
  /// What the first version sees as a whole stays at it, so that an older operator, after a downgrade, still knows its revisions.
  var birth: IdentityVersion {
    func names(_ version: IdentityVersion) -> [String] {
      ConfigMapReferences.all(in: workload, under: version).map(\.name)
    }
    return workload.trackSecrets.isEmpty && names(.v1) == names(.v2) ? .v1 : .v2
  }

  private func inputs(under version: IdentityVersion) -> RevisionInputs {
    RevisionInputs(of: workload, under: version, configMaps: configMaps, secrets: secrets)
  }

  /// The newest record with the same canonical form, each judged under the identity version that it was made with.
  private var match: RevisionRecord? {
    records.last { record in
      // A version that we do not know was written by a newer operator; its revisions are not ours to judge.
      guard let version = IdentityVersion(rawValue: record.identityVersion) else { return false }
      let inputs = inputs(under: version)
      guard inputs.obstacle(in: resource.namespace) == nil else { return false }
      let wanted = canonical(
        workload,
        inputs.configDigests,
        inputs.secretDigests(unreadAs: record.secretDigests),
        version
      )
      let stored = WorkloadSpec(record: record.workload)
      return wanted == canonical(stored, record.configDigests, record.secretDigests, version)
    }
  }

  private func draft(
    _ inputs: RevisionInputs,
    _ version: IdentityVersion
  ) -> RevisionBook.Desired {
    let (digests, secrets) = (inputs.configDigests, inputs.secretDigests())
    let id = unusedID(for: canonical(workload, digests, secrets, version))
    var record = RevisionRecord(
      id: id,
      number: (records.last?.number ?? 0) + 1,
      identityVersion: version.rawValue,
      workload: resource.givenWorkload,
      configDigests: digests,
      secretDigests: secrets,
      template: [:],
      selector: ["matchLabels": .object(ChildLabels(service: resource.name).selector(of: id))]
    )
    let copies = record.copies(of: resource.name).map { copy in
      var copy = copy
      copy.source = inputs.source(of: copy.original)
      return copy
    }
    record.template =
      PodTemplate(
        service: resource.name,
        revision: id,
        workload: ConfigMapReferences.renamed(workload, to: copies),
        metrics: resource.spec.metrics
      )
      .json
    return .new(record, copies: copies.filter(\.hasContent))
  }

  private func canonical(
    _ workload: WorkloadSpec,
    _ configDigests: JSONObject,
    _ secretDigests: JSONObject,
    _ version: IdentityVersion
  ) -> JSONValue {
    let pairs =
      configDigests.map { ("ConfigMap/\($0.key)", $0.value.stringValue ?? "") }
      + secretDigests.map { ("Secret/\($0.key)", $0.value.stringValue ?? "") }
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
}

extension WorkloadSpec {
  /// The workload of a record, with the defaults of its identity; what cannot be read counts as default.
  init(record json: JSONValue) {
    var ignored = FindingCollector(at: "workload")
    self = Self.read(json, from: WorkloadSpec(), &ignored) ?? WorkloadSpec()
  }
}
