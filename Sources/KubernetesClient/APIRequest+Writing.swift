package import APIMachinery
package import JSON
import Transport

extension APIRequest {
  package static func create(
    _ object: APIObject,
    as type: ResourceType,
    fieldManager: String,
    dryRun: Bool = false
  ) -> APIRequest {
    APIRequest(
      APIOperation(.create, type, object.key),
      .post,
      writing(fieldManager, dryRun).appended(to: type.path(in: object.namespace)),
      body: Body(mediaType: .json, bytes: object.json.jsonBytes)
    )
  }

  package static func replace(
    _ object: APIObject,
    as type: ResourceType,
    subresource: Subresource? = nil,
    fieldManager: String,
    dryRun: Bool = false
  ) -> APIRequest {
    APIRequest(
      APIOperation(.replace, type, object.key, subresource: subresource),
      .put,
      writing(fieldManager, dryRun).appended(
        to: type.path(of: object.key, subresource: subresource)
      ),
      body: Body(mediaType: .json, bytes: object.json.jsonBytes)
    )
  }

  package static func serverSideApply(
    _ object: APIObject,
    as type: ResourceType,
    subresource: Subresource? = nil,
    fieldManager: String,
    force: Bool,
    dryRun: Bool = false
  ) -> APIRequest {
    var query = writing(fieldManager, dryRun)
    query.add("force", when: force)
    return APIRequest(
      APIOperation(.apply, type, object.key, subresource: subresource),
      .patch,
      query.appended(to: type.path(of: object.key, subresource: subresource)),
      body: Body(mediaType: .apply, bytes: object.json.jsonBytes)
    )
  }

  package static func mergePatch(
    _ type: ResourceType,
    _ key: ObjectKey,
    _ patch: JSONValue,
    subresource: Subresource? = nil,
    fieldManager: String,
    dryRun: Bool = false
  ) -> APIRequest {
    self.patch(type, key, subresource, .mergePatch, patch, writing(fieldManager, dryRun))
  }

  /// - Parameter operations: an array of RFC 6902 operations.
  package static func jsonPatch(
    _ type: ResourceType,
    _ key: ObjectKey,
    _ operations: [JSONValue],
    subresource: Subresource? = nil,
    fieldManager: String,
    dryRun: Bool = false
  ) -> APIRequest {
    let query = writing(fieldManager, dryRun)
    return patch(type, key, subresource, .jsonPatch, .array(operations), query)
  }

  /// Sets the number of replicas and nothing else.
  package static func patchScale(
    _ type: ResourceType,
    _ key: ObjectKey,
    replicas: Int,
    resourceVersion: String? = nil,
    fieldManager: String,
    dryRun: Bool = false
  ) -> APIRequest {
    var patch: JSONValue = ["spec": ["replicas": .integer(Int64(replicas))]]
    if let resourceVersion {
      patch["metadata"] = ["resourceVersion": .string(resourceVersion)]
    }
    return mergePatch(
      type,
      key,
      patch,
      subresource: .scale,
      fieldManager: fieldManager,
      dryRun: dryRun
    )
  }

  package static func delete(
    _ type: ResourceType,
    _ key: ObjectKey,
    _ options: DeleteOptions,
    dryRun: Bool = false
  ) -> APIRequest {
    let request = APIRequest(
      APIOperation(.delete, type, key),
      .delete,
      type.path(of: key),
      body: Body(mediaType: .json, bytes: options.json.jsonBytes)
    )
    return dryRun ? request.rehearsed : request
  }

  private static func patch(
    _ type: ResourceType,
    _ key: ObjectKey,
    _ subresource: Subresource?,
    _ mediaType: MediaType,
    _ patch: JSONValue,
    _ query: Query
  ) -> APIRequest {
    APIRequest(
      APIOperation(.patch, type, key, subresource: subresource),
      .patch,
      query.appended(to: type.path(of: key, subresource: subresource)),
      body: Body(mediaType: mediaType, bytes: patch.jsonBytes)
    )
  }

  private static func writing(_ fieldManager: String?, _ dryRun: Bool) -> Query {
    var query = Query()
    query.add("fieldManager", fieldManager)
    query.add("dryRun", dryRun ? "All" : nil)
    return query
  }
}
