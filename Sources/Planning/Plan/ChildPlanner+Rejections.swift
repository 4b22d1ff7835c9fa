import APIMachinery
import JSON
import PhysicsResources
import Rollout

extension ChildPlanner {
  /// Rejections stand on the records as well, so that a lost status does not forget them and a bad revision rolls out again.
  var rejectionMarks: [PlannedAction] {
    observation.children.controllerRevisions.compactMap { object in
      guard object.controllerOwner?.uid == resource.uid, !object.isBeingDeleted,
        let revision = object.label(Keys.revision)
      else { return nil }
      let mark = state.rejected.last { $0.revision.hash == revision }.map(RejectionMark.init)?.text
      let present = object.annotation(Keys.rejected)
      // Only a status that remembers may forgive.
      guard mark != present, mark != nil || resource.status.phase != nil else { return nil }
      return marking(object, mark, insteadOf: present)
    }
  }

  private func marking(
    _ record: APIObject,
    _ mark: String?,
    insteadOf present: String?
  ) -> PlannedAction {
    var marked = APIObject(.controllerRevisions, record.key)
    marked.json["revision"] = record.json["revision"]
    marked.json["data"] = record.json["data"]
    for field in ["uid", "resourceVersion", "labels", "ownerReferences"] {
      marked.metadata[field] = record.metadata[field]
    }
    var annotations: JSONObject = [:]
    annotations[Keys.applied] = record.annotations[Keys.applied]
    annotations[Keys.rejected] = mark.map(JSONValue.string)
    marked.metadata["annotations"] = .object(annotations)
    let path = FieldPath().appending("metadata").appending("annotations").appending(Keys.rejected)
    return PlannedAction(
      .apply(marked),
      type: .controllerRevisions,
      key: record.key,
      reason: mark == nil ? "the revision is forgiven" : "the revision is rejected",
      changes: [
        FieldChange(path: path, from: present.map(JSONValue.string), to: mark.map(JSONValue.string))
      ],
      resourceVersion: record.resourceVersion
    )
  }
}
