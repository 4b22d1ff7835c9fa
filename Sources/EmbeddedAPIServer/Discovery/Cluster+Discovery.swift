import APIMachinery
import JSON

/// `/api`, `/apis` and below: aggregated for clients that ask for it, one document per group and version for the others.
extension Cluster {
  func discovery(_ request: APIRequest) -> Answer {
    let groups = DiscoveryGroup.all(of: catalog)
    switch (request.segments.count, request.segments.first) {
    case (1, "api"):
      return aggregated(request, groups.filter(\.isCore)) ?? .json(LegacyDiscovery.coreVersions)
    case (1, _):
      let named = groups.filter { !$0.isCore }
      return aggregated(request, named) ?? .json(LegacyDiscovery.groupList(named))
    case (2, "api"), (3, "apis"):
      return resourceList(request, groups)
    case (2, _):
      guard let group = groups.first(where: { $0.name == request.segments[1] }) else {
        return .unknownPath
      }
      return .json(LegacyDiscovery.group(group))
    default:
      return .unknownPath
    }
  }

  private func resourceList(_ request: APIRequest, _ groups: [DiscoveryGroup]) -> Answer {
    let name = request.segments.count == 2 ? "" : request.segments[1]
    let version = request.segments.last
    guard
      let found = groups.first(where: { $0.name == name })?.versions.first(where: {
        $0.name == version
      })
    else { return .unknownPath }
    return .json(LegacyDiscovery.resourceList(found, group: name))
  }

  private func aggregated(_ request: APIRequest, _ groups: [DiscoveryGroup]) -> Answer? {
    for type in request.accepted where type.acceptsJSON {
      guard type["as"] == "APIGroupDiscoveryList", type["g"] == "apidiscovery.k8s.io",
        let version = type["v"], ["v2", "v2beta1"].contains(version)
      else {
        if type["as"] == nil { return nil }
        continue
      }
      return .json(
        AggregatedDiscovery.list(groups, version: version),
        contentType: "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList"
      )
    }
    return nil
  }
}
