import APIMachinery
import JSON
import PhysicsResources

/// Compares what should be with what is; the difference is an action or nothing.
struct ChildWriter {
  enum Outcome {
    case nothing
    case write(PlannedAction)
    /// Somebody else's object has the name.
    case conflict(NameConflict)
  }

  let owner: OwnerReference
  let service: String

  func outcome(for desired: DesiredChild, observed: APIObject?) -> Outcome {
    guard let observed else { return .write(creation(of: desired)) }
    if let conflict = conflict(with: observed, desired.type) { return .conflict(conflict) }
    switch desired.kind {
    case .immutable: return .nothing
    case .maintained: return update(of: desired, observed: observed)
    }
  }

  private func creation(of desired: DesiredChild) -> PlannedAction {
    let configuration = signed(desired)
    let object = APIObject(configuration.json.merging(patch: desired.onlyAtCreation))
    return PlannedAction(
      .create(object, maintaining: configuration),
      type: desired.type,
      key: desired.key,
      reason: desired.reason,
      changes: JSONDiff.changes(from: [:], to: object.json),
      urgency: desired.urgency,
      prerequisites: desired.prerequisites
    )
  }

  private func update(of desired: DesiredChild, observed: APIObject) -> Outcome {
    var configuration = signed(desired)
    let isSigned = observed.annotation(Keys.applied) == configuration.annotation(Keys.applied)
    if isSigned, SemanticEquality.contains(observed.json, desired: configuration.json) {
      return .nothing
    }
    let merged = TemplateMerge.merge(observed.json, under: configuration.json)
    configuration.metadata["uid"] = .string(observed.uid)
    configuration.metadata["resourceVersion"] = .string(observed.resourceVersion)
    return .write(
      PlannedAction(
        .apply(configuration),
        type: desired.type,
        key: desired.key,
        reason: desired.reason,
        changes: JSONDiff.changes(from: observed.json, to: merged),
        resourceVersion: observed.resourceVersion,
        urgency: desired.urgency,
        prerequisites: desired.prerequisites
      )
    )
  }

  /// With our owner reference and the hash of all that we apply.
  private func signed(_ desired: DesiredChild) -> APIObject {
    var object = desired.configuration
    object.metadata["ownerReferences"] = [owner.json]
    var annotations = object.annotations
    annotations[Keys.applied] = .string(Digest.of(object.json, length: 16))
    object.metadata["annotations"] = .object(annotations)
    return object
  }

  /// Ours iff its controller is the resource; without any controller our label says that it was ours.
  private func conflict(with observed: APIObject, _ type: ResourceType) -> NameConflict? {
    let name = "\(type.kind) \(observed.key)"
    if let controller = observed.controllerOwner {
      guard controller.uid != owner.uid else { return nil }
      guard controller.kind != owner.kind || controller.name != owner.name else {
        let sentence =
          "\(name) belongs to an earlier \(owner.kind) of this name; it waits for garbage collection"
        return NameConflict(sentence: sentence, isOfEarlierIncarnation: true)
      }
      return NameConflict(
        sentence:
          "\(name) belongs to \(controller.kind) \(controller.name); delete or rename one of them",
        isOfEarlierIncarnation: false
      )
    }
    guard observed.label(Keys.service) != service else { return nil }
    return NameConflict(
      sentence: "\(name) exists and is not ours; delete or rename it",
      isOfEarlierIncarnation: false
    )
  }
}
