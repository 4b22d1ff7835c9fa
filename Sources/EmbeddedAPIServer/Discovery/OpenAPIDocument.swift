import APIMachinery
import JSON

/// The OpenAPI document of one group and version: what `kubectl explain` prints and what `kubectl apply` checks its parameters against.
struct OpenAPIDocument {
  private let resources: [ServedResource]

  init(_ resources: [ServedResource]) {
    self.resources = resources
  }

  var json: JSONValue {
    var paths: JSONObject = [:]
    var schemas = OpenAPISchemas()
    for resource in resources {
      paths[objectPath(resource)] = operations(on: resource)
      schemas.add(resource)
    }
    return [
      "openapi": "3.0.0", "info": ["title": "Kubernetes", "version": "v1.36.0"],
      "paths": .object(paths), "components": ["schemas": .object(schemas.schemas)],
    ]
  }

  private func objectPath(_ resource: ServedResource) -> String {
    let namespace = resource.type.isNamespaced ? "/namespaces/{namespace}" : ""
    return "\(resource.type.groupPath)\(namespace)/\(resource.type.plural)/{name}"
  }

  private func operations(on resource: ServedResource) -> JSONValue {
    let changing = ["dryRun", "fieldManager", "fieldValidation"]
    return [
      "get": operation("get", resource, []),
      "put": operation("put", resource, changing),
      "patch": operation("patch", resource, changing + ["force"]),
      "delete": operation("delete", resource, ["dryRun"]),
    ]
  }

  private func operation(
    _ action: String,
    _ resource: ServedResource,
    _ parameters: [String]
  ) -> JSONValue {
    [
      "x-kubernetes-action": .string(action),
      "x-kubernetes-group-version-kind": resource.groupVersionKind,
      "parameters": .array(
        parameters.map { name in
          let type = name == "force" ? "boolean" : "string"
          return [
            "name": .string(name), "in": "query",
            "schema": ["type": .string(type), "uniqueItems": true],
          ]
        }
      ),
      "responses": ["200": ["description": "OK"]],
    ]
  }
}

extension ServedResource {
  /// As the extensions of OpenAPI documents carry it.
  var groupVersionKind: JSONValue {
    [
      "group": .string(type.group), "version": .string(type.version), "kind": .string(type.kind),
    ]
  }
}
