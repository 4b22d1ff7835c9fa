import EmbeddedAPIServer
import Simulation
import Transport

/// Reads a pod's metrics as a user of the API server does.
struct ExpositionReader {
  let status: Int
  let text: String

  init(
    _ pod: String,
    _ world: TestWorld,
    path: String = "/metrics",
    port: String? = "8000"
  ) async throws {
    let name = port.map { "\(pod):\($0)" } ?? pod
    let target = "/api/v1/namespaces/default/pods/\(name)/proxy\(path)"
    let request = HTTPRequest(.get, origin: "https://server", target: target)
    let response = try await InProcessTransport(world.cluster.server).response(to: request)
    status = response.head.status
    text = String(decoding: response.body, as: UTF8.self)
  }

  func value(_ series: String) -> Double? {
    text.split(separator: "\n").first { $0.hasPrefix(series + " ") }
      .flatMap { Double($0.dropFirst(series.count + 1)) }
  }
}
