import APIMachinery

/// A group as discovery lists it: its versions, the preferred one first.
struct DiscoveryGroup: Sendable {
  struct Version: Sendable {
    let name: String
    var resources: [DiscoveredResource]
  }

  let name: String
  var versions: [Version] = []

  var isCore: Bool { name.isEmpty }

  /// The groups of a catalogue in the order in which it names them.
  static func all(of catalog: ResourceCatalog) -> [DiscoveryGroup] {
    var groups: [DiscoveryGroup] = []
    for resource in catalog.resources {
      let entry = DiscoveredResource(resource)
      add(entry, group: resource.type.group, version: resource.type.version, to: &groups)
    }
    for review in Review.allCases {
      let type = review.type
      add(DiscoveredResource(review), group: type.group, version: type.version, to: &groups)
    }
    return groups
  }

  private static func add(
    _ resource: DiscoveredResource,
    group: String,
    version: String,
    to groups: inout [DiscoveryGroup]
  ) {
    let index = groups.firstIndex { $0.name == group } ?? groups.endIndex
    if index == groups.endIndex { groups.append(DiscoveryGroup(name: group)) }
    if let known = groups[index].versions.firstIndex(where: { $0.name == version }) {
      groups[index].versions[known].resources.append(resource)
    } else {
      groups[index].versions.append(Version(name: version, resources: [resource]))
    }
  }
}
