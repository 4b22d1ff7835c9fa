import APIMachinery
import JSON

/// Discovery as clients before 1.27, and kopf, read it.
enum LegacyDiscovery {
  static let coreVersions: JSONValue = [
    "kind": "APIVersions", "versions": ["v1"],
    "serverAddressByClientCIDRs": [
      ["clientCIDR": "0.0.0.0/0", "serverAddress": "127.0.0.1"]
    ],
  ]

  static func groupList(_ groups: [DiscoveryGroup]) -> JSONValue {
    [
      "kind": "APIGroupList", "apiVersion": "v1",
      "groups": .array(groups.map { groupBody($0) }),
    ]
  }

  static func group(_ group: DiscoveryGroup) -> JSONValue {
    var json = groupBody(group)
    json["kind"] = "APIGroup"
    json["apiVersion"] = "v1"
    return json
  }

  private static func groupBody(_ group: DiscoveryGroup) -> JSONValue {
    let versions = group.versions.map { version -> JSONValue in
      [
        "groupVersion": .string("\(group.name)/\(version.name)"), "version": .string(version.name),
      ]
    }
    return [
      "name": .string(group.name), "versions": .array(versions),
      "preferredVersion": versions.first ?? .null,
    ]
  }

  static func resourceList(_ version: DiscoveryGroup.Version, group: String) -> JSONValue {
    [
      "kind": "APIResourceList", "apiVersion": "v1",
      "groupVersion": .string(group.isEmpty ? version.name : "\(group)/\(version.name)"),
      "resources": .array(version.resources.flatMap(entries)),
    ]
  }

  private static func entries(_ resource: DiscoveredResource) -> [JSONValue] {
    let type = resource.type
    var main: JSONValue = [
      "name": .string(type.plural), "singularName": .string(resource.singular),
      "namespaced": .bool(type.isNamespaced), "kind": .string(type.kind),
      "verbs": .array(resource.verbs.map(JSONValue.string)),
    ]
    if !resource.shortNames.isEmpty {
      main["shortNames"] = .array(resource.shortNames.map(JSONValue.string))
    }
    if !resource.categories.isEmpty {
      main["categories"] = .array(resource.categories.map(JSONValue.string))
    }
    return [main] + resource.subresources.map { subresource(of: type, $0) }
  }

  private static func subresource(
    of type: ResourceType,
    _ subresource: DiscoveredResource.Subresource
  ) -> JSONValue {
    var json: JSONValue = [
      "name": .string("\(type.plural)/\(subresource.name)"), "singularName": "",
      "namespaced": .bool(type.isNamespaced), "kind": .string(subresource.kind),
      "verbs": .array(subresource.verbs.map(JSONValue.string)),
    ]
    if subresource.group != type.group {
      json["group"] = .string(subresource.group)
      json["version"] = .string(subresource.version)
    }
    return json
  }
}
