import APIMachinery
import JSON

/// `APIGroupDiscoveryList`: all groups, versions and resources in one answer.
enum AggregatedDiscovery {
  static func list(_ groups: [DiscoveryGroup], version: String) -> JSONValue {
    [
      "kind": "APIGroupDiscoveryList",
      "apiVersion": .string("apidiscovery.k8s.io/\(version)"),
      "metadata": .object([:]), "items": .array(groups.map(group)),
    ]
  }

  private static func group(_ group: DiscoveryGroup) -> JSONValue {
    let versions = group.versions.map { version -> JSONValue in
      [
        "version": .string(version.name), "freshness": "Current",
        "resources": .array(version.resources.map(resource)),
      ]
    }
    return [
      "metadata": group.isCore ? .object([:]) : ["name": .string(group.name)],
      "versions": .array(versions),
    ]
  }

  private static func resource(_ resource: DiscoveredResource) -> JSONValue {
    let type = resource.type
    var json: JSONValue = [
      "resource": .string(type.plural), "responseKind": kind(type.group, type.version, type.kind),
      "scope": type.isNamespaced ? "Namespaced" : "Cluster",
      "singularResource": .string(resource.singular),
      "verbs": .array(resource.verbs.map(JSONValue.string)),
    ]
    if !resource.shortNames.isEmpty {
      json["shortNames"] = .array(resource.shortNames.map(JSONValue.string))
    }
    if !resource.categories.isEmpty {
      json["categories"] = .array(resource.categories.map(JSONValue.string))
    }
    if !resource.subresources.isEmpty {
      json["subresources"] = .array(resource.subresources.map(subresource))
    }
    return json
  }

  private static func subresource(_ subresource: DiscoveredResource.Subresource) -> JSONValue {
    [
      "subresource": .string(subresource.name),
      "responseKind": kind(subresource.group, subresource.version, subresource.kind),
      "verbs": .array(subresource.verbs.map(JSONValue.string)),
    ]
  }

  private static func kind(_ group: String, _ version: String, _ kind: String) -> JSONValue {
    ["group": .string(group), "version": .string(version), "kind": .string(kind)]
  }
}
