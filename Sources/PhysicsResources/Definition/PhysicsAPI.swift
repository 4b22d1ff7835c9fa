package import APIMachinery
package import JSON
package import Time

/// One PhysicsAPI: what the user wants, what the operator has decided, and the metadata that decisions need.
///
/// Every default is in place, whether the API server filled it or we did: a plan without a cluster equals the cluster's.
package struct PhysicsAPI: Hashable, Sendable {
  package var name: String
  package var namespace: String
  package var uid: String
  package var resourceVersion: String
  package var generation: Int
  package var annotations: JSONObject
  package var finalizers: [String]
  /// When its deletion was asked for; `nil` while it may live.
  package var deletedAt: Timestamp?
  package var isBeingDeleted: Bool
  package var spec: PhysicsAPISpec
  package var status: PhysicsAPIStatus
  /// `spec.workload` as it was given, before we read it: what a revision's record keeps.
  package var givenWorkload: JSONValue

  package var key: ObjectKey { ObjectKey(namespace: namespace, name: name) }
}

extension PhysicsAPI {
  /// Reads an object, and refuses it with everything that is wrong in it.
  ///
  /// The status never refuses: what cannot be read of it (an older backup, a newer operator) counts as lost.
  package init(object: APIObject) throws(PhysicsAPIError) {
    let (spec, findings) = Self.readSpec(of: object)
    guard findings.isEmpty else { throw PhysicsAPIError(object: object.key, findings: findings) }
    self.init(object: object, spec: spec)
  }

  /// Reads an object whose specification was read before, and is the same.
  package init(object: APIObject, withSpecOf known: PhysicsAPI) {
    self.init(object: object, spec: known.spec)
  }

  private init(object: APIObject, spec: PhysicsAPISpec) {
    self.init(
      name: object.name,
      namespace: object.namespace,
      uid: object.uid,
      resourceVersion: object.resourceVersion,
      generation: object.generation,
      annotations: object.annotations,
      finalizers: object.finalizers,
      deletedAt: object.deletionTimestamp,
      isBeingDeleted: object.isBeingDeleted,
      spec: spec,
      status: PhysicsAPIStatus(json: object.status),
      givenWorkload: object.spec["workload"] ?? [:]
    )
  }
}

extension PhysicsAPIStatus {
  /// Reads a status leniently: a part that cannot be read is as if it were absent.
  package init(json: JSONValue) {
    var ignored = FindingCollector(at: "status")
    self = Self.read(json, from: PhysicsAPIStatus(), &ignored) ?? PhysicsAPIStatus()
  }
}
