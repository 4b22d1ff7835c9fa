import APIMachinery
import JSON

/// The admission plugin OwnerReferencesPermissionEnforcement (`plugin/pkg/admission/gc`), which OpenShift turns on.
extension Cluster {
  /// Who changes the owners of an object must be allowed to delete it; who makes an owner wait for it must be allowed to update the
  /// owner's finalizers, for that is what it comes to.
  mutating func admitOwners(
    _ new: APIObject,
    old: APIObject?,
    of resource: ServedResource,
    by source: WriteSource
  ) throws(APIStatus) {
    guard access.settings.enforcesOwnerReferences, let user = source.options.user,
      new.metadata["ownerReferences"] != old?.metadata["ownerReferences"]
    else { return }
    if let old {
      let deletion = AccessRequest(verb: "delete", resource, old.key)
      try demand(
        deletion,
        of: user,
        for: new,
        resource,
        "set an ownerRef on a resource you can't delete"
      )
    }
    for owner in new.blockedOwners where !(old?.blockedOwners.contains(owner) ?? false) {
      guard let kind = catalog.resource(apiVersion: owner.apiVersion, kind: owner.kind) else {
        continue
      }
      let update = AccessRequest(
        verb: "update",
        kind,
        ObjectKey(namespace: new.namespace, name: owner.name),
        subresource: "finalizers"
      )
      try demand(
        update,
        of: user,
        for: new,
        resource,
        "set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on"
      )
    }
  }

  private mutating func demand(
    _ request: AccessRequest,
    of user: UserInfo,
    for object: APIObject,
    _ resource: ServedResource,
    _ what: String
  ) throws(APIStatus) {
    guard case .denied(let reason) = authorize(request, for: user) else { return }
    throw .forbidden(resource.type, name: object.name, "cannot \(what): \(reason), <nil>")
  }
}

extension APIObject {
  /// The owners whose deletion in the foreground waits for this object.
  fileprivate var blockedOwners: [OwnerReference] {
    metadata["ownerReferences"]?.arrayValue?.compactMap { reference in
      reference["blockOwnerDeletion"]?.boolValue == true ? OwnerReference(json: reference) : nil
    } ?? []
  }
}
