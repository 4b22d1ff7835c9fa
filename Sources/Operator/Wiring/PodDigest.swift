import APIMachinery
import JSON

/// What is kept of pods, of which there are more than of anything else: their status, and what their containers ask for.
enum PodDigest {
  static func of(_ pod: APIObject) -> APIObject {
    var digest = pod
    let containers = pod.spec["containers"]?.arrayValue ?? []
    digest.json["spec"] = ["containers": .array(containers.map(request))]
    return digest
  }

  private static func request(of container: JSONValue) -> JSONValue {
    var request: JSONValue = ["name": container["name"] ?? ""]
    request["resources"] = container["resources"]
    return request
  }
}
