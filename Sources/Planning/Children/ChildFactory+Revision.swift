import APIMachinery
import JSON
import PhysicsResources
import Rollout

extension ChildFactory {
  func controllerRevision(_ record: RevisionRecord) -> DesiredChild {
    let content: JSONObject = ["revision": .integer(Int64(record.number)), "data": record.data]
    return DesiredChild(
      type: .controllerRevisions,
      configuration: object(
        .controllerRevisions,
        name(of: record.id),
        labels: labels.pod(of: record.id),
        content
      ),
      kind: .immutable,
      reason: "freezes revision \(record.id)"
    )
  }

  func configMap(_ copy: ConfigMapCopy, of revision: RevisionID) -> DesiredChild {
    var content: JSONObject = ["immutable": true]
    for field in ["data", "binaryData"] {
      content[field] = copy.source?.json[field]
    }
    return DesiredChild(
      type: .configMaps,
      configuration: object(.configMaps, copy.name, labels: labels.pod(of: revision), content),
      kind: .immutable,
      reason: "keeps the content of ConfigMap \(copy.original) for revision \(revision)"
    )
  }

  /// The template comes from the record, never from today's rendering.
  func deployment(_ record: RevisionRecord, replicasAtCreation: Int) -> DesiredChild {
    let spec: JSONObject = [
      "selector": record.selector, "template": record.template,
      "progressDeadlineSeconds": .integer(
        resource.spec.rollout.progressDeadline.components.seconds
      ),
      "strategy": [
        "type": "RollingUpdate", "rollingUpdate": ["maxSurge": 1, "maxUnavailable": 0],
      ],
    ]
    return DesiredChild(
      type: .deployments,
      configuration: object(
        .deployments,
        name(of: record.id),
        labels: labels.pod(of: record.id),
        ["spec": .object(spec)]
      ),
      onlyAtCreation: ["spec": ["replicas": .integer(Int64(replicasAtCreation))]],
      reason: "runs revision \(record.id) (\(record.image))",
      prerequisites: [
        ActionID(verb: .create, type: .controllerRevisions, key: key(name(of: record.id)))
      ]
    )
  }
}
