import EmbeddedAPIServer
import APIMachinery
import JSON

extension DeploymentSync {
  /// The ReplicaSet of the present template with its revision up to date; made when there is none and one is wanted.
  mutating func currentReplicaSet(
    _ mirror: inout ClusterMirror,
    creating: Bool
  ) -> ReplicaSetRecord? {
    let fleet = DeploymentFleet(of: deployment, in: mirror)
    let number = fleet.newestOldRevision + 1
    guard let current = fleet.current else {
      return creating ? create(revision: number, beside: fleet, &mirror) : nil
    }
    let newest = max(number, current.revision)
    revision = String(newest)
    if conditions["Progressing"] == nil {
      let message = "Found new replica set \"\(current.key.name)\""
      setProgressing("True", "FoundNewReplicaSet", message)
    }
    let annotations = annotations(on: current, revision: newest)
    let minReady = deployment.minReadySeconds
    guard annotations != current.annotations || minReady != current.minReadySeconds else {
      return current
    }
    let changed = access.change(.replicaSets, current.key) { object in
      object.metadata["annotations"] = .object(annotations)
      object.json["spec"]?["minReadySeconds"] = minReady > 0 ? .integer(Int64(minReady)) : nil
    }
    if let changed { mirror.apply(.replicaSets, current.key, changed) }
    return mirror.replicaSets[current.key]
  }

  /// The Deployment's annotations and the revision; an older revision goes into the history: the Deployment was rolled back to it.
  private func annotations(on replicaSet: ReplicaSetRecord?, revision number: Int) -> JSONObject {
    var annotations = replicaSet?.annotations ?? [:]
    for own in deployment.annotations where !DeploymentAnnotations.notCopied.contains(own.key) {
      annotations[own.key] = own.value
    }
    let before = annotations[DeploymentAnnotations.revision]?.stringValue
    guard Int(before ?? "") ?? 0 < number else { return annotations }
    annotations[DeploymentAnnotations.revision] = .string(String(number))
    guard let before else { return annotations }
    let history = annotations[DeploymentAnnotations.revisionHistory]?.stringValue ?? ""
    annotations[DeploymentAnnotations.revisionHistory] = .string(
      history.isEmpty ? before : "\(history),\(before)"
    )
    return annotations
  }

  private mutating func create(
    revision number: Int,
    beside fleet: DeploymentFleet,
    _ mirror: inout ClusterMirror
  ) -> ReplicaSetRecord? {
    let size =
      deployment.recreates
      ? deployment.replicas : deployment.sizes.newReplicas(current: 0, total: fleet.wanted)
    let object = newReplicaSet(replicas: size, revision: number)
    do {
      let created = try access.objects.create(.replicaSets, object)
      mirror.apply(.replicaSets, created.key, created)
      revision = String(number)
      let name = created.name
      setProgressing("True", "NewReplicaSetCreated", "Created new replica set \"\(name)\"")
      if size > 0 {
        mirror.events.note(
          .normal,
          "ScalingReplicaSet",
          "Scaled up replica set \(name) from 0 to \(size)",
          about: deployment.subject,
          by: .deployments
        )
      }
      return mirror.replicaSets[created.key]
    } catch {
      noteFailure(error, creating: object.name, &mirror)
      return nil
    }
  }

  /// Another ReplicaSet under the name makes the next hash differ; other refusals are told, except in a namespace that ends.
  private mutating func noteFailure(
    _ error: APIStatus,
    creating name: String,
    _ mirror: inout ClusterMirror
  ) {
    if error.reason == "AlreadyExists" {
      collisionCount += 1
      return
    }
    guard !error.causes.contains(where: { $0.reason == "NamespaceTerminating" }) else { return }
    let message = "Failed to create new replica set \"\(name)\": \(error.message)"
    setProgressing("False", "ReplicaSetCreateError", message)
    mirror.events.note(
      .warning,
      "ReplicaSetCreateError",
      message,
      about: deployment.subject,
      by: .deployments
    )
  }

  private func newReplicaSet(replicas: Int, revision number: Int) -> APIObject {
    let hash = deployment.templateHash(collisions: collisionCount)
    var selector = deployment.selector
    var wanted = selector["matchLabels"]?.objectValue ?? [:]
    wanted[DeploymentAnnotations.templateHash] = .string(hash)
    selector["matchLabels"] = .object(wanted)
    var template = deployment.template
    var metadata = template["metadata"] ?? .object([:])
    var labels = metadata["labels"]?.objectValue ?? [:]
    labels[DeploymentAnnotations.templateHash] = .string(hash)
    metadata["labels"] = .object(labels)
    template["metadata"] = metadata
    let key = ObjectKey(
      namespace: deployment.key.namespace,
      name: "\(deployment.key.name)-\(hash)"
    )
    var object = APIObject(.replicaSets, key)
    object.metadata["labels"] = .object(labels)
    object.metadata["annotations"] = .object(annotations(on: nil, revision: number))
    for (name, text) in sizeNotes { object.annotate(name, text) }
    object.metadata["ownerReferences"] = [ownerReference.json]
    var spec: JSONValue = [
      "replicas": .integer(Int64(replicas)), "selector": selector, "template": template,
    ]
    if deployment.minReadySeconds > 0 {
      spec["minReadySeconds"] = .integer(Int64(deployment.minReadySeconds))
    }
    object.json["spec"] = spec
    return object
  }
}
