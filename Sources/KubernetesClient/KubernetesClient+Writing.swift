package import APIMachinery
package import JSON

/// Every mutating verb; with `dryRun` the server checks and answers as usual but stores nothing.
extension KubernetesClient {
  package func create(
    _ object: APIObject,
    as type: ResourceType,
    fieldManager: String,
    dryRun: Bool = false
  ) async throws(APIError) -> APIObject {
    try await self.object(
      for: .create(object, as: type, fieldManager: fieldManager, dryRun: dryRun)
    )
  }

  /// Replaces the whole object; with a resource version in it, only if nobody changed it meanwhile.
  package func replace(
    _ object: APIObject,
    as type: ResourceType,
    fieldManager: String,
    dryRun: Bool = false
  ) async throws(APIError) -> APIObject {
    try await self.object(
      for: .replace(object, as: type, fieldManager: fieldManager, dryRun: dryRun)
    )
  }

  /// - Parameter force: takes fields over that another manager owns with another value.
  package func serverSideApply(
    _ object: APIObject,
    as type: ResourceType,
    fieldManager: String,
    force: Bool,
    dryRun: Bool = false
  ) async throws(APIError) -> APIObject {
    try await self.object(
      for: .serverSideApply(
        object,
        as: type,
        fieldManager: fieldManager,
        force: force,
        dryRun: dryRun
      )
    )
  }

  package func mergePatch(
    _ type: ResourceType,
    _ key: ObjectKey,
    _ patch: JSONValue,
    fieldManager: String,
    dryRun: Bool = false
  ) async throws(APIError) -> APIObject {
    try await object(
      for: .mergePatch(type, key, patch, fieldManager: fieldManager, dryRun: dryRun)
    )
  }

  package func jsonPatch(
    _ type: ResourceType,
    _ key: ObjectKey,
    _ operations: [JSONValue],
    fieldManager: String,
    dryRun: Bool = false
  ) async throws(APIError) -> APIObject {
    try await object(
      for: .jsonPatch(type, key, operations, fieldManager: fieldManager, dryRun: dryRun)
    )
  }

  /// Changes `status` by merge patch; a resource version in the patch makes it conditional.
  package func patchStatus(
    _ type: ResourceType,
    _ key: ObjectKey,
    _ patch: JSONValue,
    fieldManager: String,
    dryRun: Bool = false
  ) async throws(APIError) -> APIObject {
    try await object(
      for: .mergePatch(
        type,
        key,
        patch,
        subresource: .status,
        fieldManager: fieldManager,
        dryRun: dryRun
      )
    )
  }

  package func replaceStatus(
    _ object: APIObject,
    as type: ResourceType,
    fieldManager: String,
    dryRun: Bool = false
  ) async throws(APIError) -> APIObject {
    try await self.object(
      for: .replace(
        object,
        as: type,
        subresource: .status,
        fieldManager: fieldManager,
        dryRun: dryRun
      )
    )
  }

  /// Sets `spec.replicas` through `/scale` and returns the `Scale` object.
  package func patchScale(
    _ type: ResourceType,
    _ key: ObjectKey,
    replicas: Int,
    resourceVersion: String? = nil,
    fieldManager: String,
    dryRun: Bool = false
  ) async throws(APIError) -> APIObject {
    try await object(
      for: .patchScale(
        type,
        key,
        replicas: replicas,
        resourceVersion: resourceVersion,
        fieldManager: fieldManager,
        dryRun: dryRun
      )
    )
  }

  /// Returns the object while finalizers keep it, `nil` once it is gone.
  @discardableResult
  package func delete(
    _ type: ResourceType,
    _ key: ObjectKey,
    _ options: DeleteOptions = DeleteOptions(),
    dryRun: Bool = false
  ) async throws(APIError) -> APIObject? {
    let json = try await json(for: .delete(type, key, options, dryRun: dryRun))
    return APIStatus(json: json) == nil ? APIObject(json) : nil
  }
}
