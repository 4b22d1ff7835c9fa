import APIMachinery
import JSON

/// `/openapi/v3`: the index, and one document per group and version. Version 2 describes nothing.
extension Cluster {
  func openAPI(_ request: APIRequest) -> Answer {
    let segments = request.segments
    if segments.dropFirst().first == "v2" {
      return .forwarded(OpenAPIV2Document.response(to: request))
    }
    guard segments.count >= 2, segments[1] == "v3" else { return .unknownPath }
    let groups = DiscoveryGroup.all(of: catalog)
    guard segments.count > 2 else { return .json(index(of: groups)) }
    let path = segments.dropFirst(2).joined(separator: "/")
    for group in groups {
      for version in group.versions where group.path(of: version) == path {
        let served = catalog.resources.filter {
          $0.type.group == group.name && $0.type.version == version.name
        }
        return .json(OpenAPIDocument(served).json)
      }
    }
    return .unknownPath
  }

  private func index(of groups: [DiscoveryGroup]) -> JSONValue {
    var paths: JSONObject = [:]
    for group in groups {
      for version in group.versions {
        let path = group.path(of: version)
        let hash = "\(catalog.edition)-\(path.utf8.count)"
        paths[path] = ["serverRelativeURL": .string("/openapi/v3/\(path)?hash=\(hash)")]
      }
    }
    return ["paths": .object(paths)]
  }
}

extension DiscoveryGroup {
  fileprivate func path(of version: Version) -> String {
    isCore ? "api/\(version.name)" : "apis/\(name)/\(version.name)"
  }
}
