import APIMachinery
import JSON

/// What the containers of some pods ask the scheduler for.
struct PodRequests {
  let cpuCores: Double

  init(_ pods: [APIObject]) {
    let containers = ServingPods.of(pods).flatMap { $0.spec["containers"]?.arrayValue ?? [] }
    cpuCores =
      containers
      .compactMap { $0["resources"]?["requests"]?["cpu"] }
      .compactMap { Quantity(json: $0)?.doubleValue }
      .reduce(0, +)
  }
}
