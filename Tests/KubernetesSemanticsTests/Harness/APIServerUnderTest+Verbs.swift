import APIMachinery
import JSON
import KubernetesClient
import Transport

/// How a patch is to be understood.
enum PatchFormat: String, Hashable, Sendable, CaseIterable {
  case merge = "application/merge-patch+json"
  case json = "application/json-patch+json"
  case strategic = "application/strategic-merge-patch+json"
  case apply = "application/apply-patch+yaml"
}

/// The verbs inside the test's own namespace; `query` is percent-encoded.
extension APIServerUnderTest {
  /// Of one object, or of the collection; cluster-wide where the type is.
  func path(_ type: ResourceType, _ name: String? = nil, _ subresource: String? = nil) -> String {
    guard let name else {
      return APIRequest.get(type, ObjectKey(namespace: namespace, name: "")).target.trimmedSlash
    }
    let path = APIRequest.get(type, ObjectKey(namespace: namespace, name: name)).target
    return path + (subresource.map { "/\($0)" } ?? "")
  }

  @discardableResult
  func create(
    _ type: ResourceType,
    _ object: JSONValue,
    _ query: String = ""
  ) async throws -> Reply {
    try await send(APIServerRequest(.post, path(type), object).asking(query))
  }

  func get(_ type: ResourceType, _ name: String, _ query: String = "") async throws -> Reply {
    try await send(APIServerRequest(.get, path(type, name)).asking(query))
  }

  func list(_ type: ResourceType, _ query: String = "") async throws -> Reply {
    try await send(APIServerRequest(.get, path(type)).asking(query))
  }

  @discardableResult
  func replace(
    _ type: ResourceType,
    _ object: JSONValue,
    _ subresource: String? = nil,
    _ query: String = ""
  ) async throws -> Reply {
    let name = APIObject(object).name
    return try await send(
      APIServerRequest(.put, path(type, name, subresource), object).asking(query)
    )
  }

  @discardableResult
  func patch(
    _ type: ResourceType,
    _ name: String,
    _ format: PatchFormat,
    _ document: JSONValue,
    _ subresource: String? = nil,
    _ query: String = ""
  ) async throws -> Reply {
    try await send(
      APIServerRequest(.patch, path(type, name, subresource), document)
        .typed(format.rawValue).asking(query)
    )
  }

  /// Server-side apply.
  @discardableResult
  func apply(
    _ type: ResourceType,
    _ object: JSONValue,
    by manager: String,
    force: Bool? = nil,
    _ subresource: String? = nil,
    _ query: String = ""
  ) async throws -> Reply {
    let request = APIServerRequest(
      .patch,
      path(type, APIObject(object).name, subresource),
      object
    )
    return try await send(
      request.typed(PatchFormat.apply.rawValue).asking("fieldManager=\(manager)")
        .asking(force.map { "force=\($0)" } ?? "").asking(query)
    )
  }

  @discardableResult
  func delete(
    _ type: ResourceType,
    _ name: String,
    _ options: JSONValue? = nil,
    _ query: String = ""
  ) async throws -> Reply {
    try await send(APIServerRequest(.delete, path(type, name), options).asking(query))
  }

  func watch(_ type: ResourceType, _ query: String = "") async throws -> WatchReader {
    try await stream(APIServerRequest(.get, path(type)).asking("watch=true").asking(query))
  }
}

extension String {
  fileprivate var trimmedSlash: String { hasSuffix("/") ? String(dropLast()) : self }
}
