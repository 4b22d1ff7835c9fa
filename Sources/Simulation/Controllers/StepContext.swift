import EmbeddedAPIServer
import Time

/// What a controller is handed in a step: the instant, and the API.
struct StepContext: Sendable {
  let now: Timestamp
  let settings: ClusterSettings
  private let server: EmbeddedAPIServer

  init(now: Timestamp, settings: ClusterSettings, server: EmbeddedAPIServer) {
    self.now = now
    self.settings = settings
    self.server = server
  }

  /// The API as one of the cluster's components writes to it.
  func access(as component: Component) -> ControllerAccess {
    ControllerAccess(objects: server.objects.acting(as: component.rawValue))
  }

  /// The API as the component that tells an event.
  func access(of reporter: ObservedEvent.Reporter) -> ControllerAccess {
    switch reporter.component {
    case "kubelet": access(as: .kubelet)
    case "default-scheduler": access(as: .scheduler)
    default: access(as: .controllerManager)
    }
  }

  /// Who writes, as managedFields and write records name it.
  enum Component: String {
    case controllerManager = "kube-controller-manager"
    case scheduler = "kube-scheduler"
    case kubelet
    case apiServer = "kube-apiserver"
    case gateway = "simulated-gateway"
  }
}
