import APIMachinery
import JSON

/// What a DELETE asks for: `DeleteOptions` in the body, or the same as query parameters.
package struct DeletionRequest: Hashable, Sendable {
  /// What becomes of the objects that name the deleted one as their owner.
  package enum Propagation: String, Hashable, Sendable {
    case background = "Background"
    case foreground = "Foreground"
    case orphan = "Orphan"
  }

  /// The uid that the object must have.
  package var uid: String?
  /// The resourceVersion that the object must have.
  package var resourceVersion: String?
  package var propagation: Propagation?
  package var gracePeriodSeconds: Int?

  package init(
    uid: String? = nil,
    resourceVersion: String? = nil,
    propagation: Propagation? = nil,
    gracePeriodSeconds: Int? = nil
  ) {
    self.uid = uid
    self.resourceVersion = resourceVersion
    self.propagation = propagation
    self.gracePeriodSeconds = gracePeriodSeconds
  }
}

extension DeletionRequest {
  /// Refuses an object that is not the one meant (`rest/delete.go`).
  func check(_ object: APIObject, of type: ResourceType) throws(APIStatus) {
    if let uid, uid != object.uid {
      throw .conflict(
        type,
        name: object.name,
        "the UID in the precondition (\(uid)) does not match the UID in record (\(object.uid)). "
          + "The object might have been deleted and then recreated"
      )
    }
    if let resourceVersion, resourceVersion != object.resourceVersion {
      throw .conflict(
        type,
        name: object.name,
        "the ResourceVersion in the precondition (\(resourceVersion)) does not match the "
          + "ResourceVersion in record (\(object.resourceVersion)). The object might have been modified"
      )
    }
  }
}
