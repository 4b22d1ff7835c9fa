import APIMachinery
import JSON

/// Gives Ingresses and Services of type LoadBalancer the address of the one gateway there is.
struct AddressController: Sendable {
  private var seenVersion: UInt64?

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    let version = mirror.version(of: .services, .ingresses)
    guard version != seenVersion else { return }
    seenVersion = version
    let access = context.access(as: .gateway)
    for ingress in mirror.ingresses.objects where !ingress.hasAddress {
      let written = access.changeStatus(.ingresses, ingress.key) {
        $0.json["status"] = Self.status
      }
      if let written { mirror.apply(.ingresses, ingress.key, written) }
    }
    for service in mirror.services.objects
    where service.type == "LoadBalancer" && !service.hasAddress {
      let written = access.changeStatus(.services, service.key) { $0.json["status"] = Self.status }
      if let written { mirror.apply(.services, service.key, written) }
    }
  }

  private static let status: JSONValue = [
    "loadBalancer": ["ingress": [["ip": .string(GatewayController.address)]]]
  ]
}
