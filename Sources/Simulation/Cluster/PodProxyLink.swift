import APIMachinery
import EmbeddedAPIServer
import Synchronization
import Transport

/// Leads the server's pod proxy to the cluster that is made after it; weak, because the cluster owns the server.
final class PodProxyLink: Sendable {
  private struct Weak: Sendable {
    weak var cluster: SimulatedCluster?
  }

  private let target = Mutex(Weak())

  func connect(_ cluster: SimulatedCluster) {
    target.withLock { $0.cluster = cluster }
  }

  func page(_ request: HTTPRequest) -> HTTPResponse? {
    target.withLock { $0.cluster }?.page(request)
  }

  func answer(_ request: PodProxyRequest) -> HTTPResponse {
    guard let cluster = target.withLock({ $0.cluster }) else {
      return .unreachable("the simulated cluster is gone")
    }
    return cluster.answer(request)
  }
}
