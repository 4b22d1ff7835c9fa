import APIMachinery
import JSON

/// What the containers of some pods ask the scheduler for.
struct PodRequests {
  let cpuCores: Double
  let memoryBytes: Double

  init(_ pods: [APIObject]) {
    let containers = ServingPods.of(pods).flatMap { $0.spec["containers"]?.arrayValue ?? [] }
    cpuCores = Self.sum("cpu", of: containers)
    memoryBytes = Self.sum("memory", of: containers)
  }

  private static func sum(_ resource: String, of containers: [JSONValue]) -> Double {
    containers.compactMap { $0["resources"]?["requests"]?[resource] }
      .compactMap { Quantity(json: $0)?.doubleValue }
      .reduce(0, +)
  }
}
