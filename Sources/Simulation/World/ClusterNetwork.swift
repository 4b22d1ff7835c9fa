import EmbeddedAPIServer
import Transport

/// What a process reaches from inside the cluster: the API server under its name, pods at their addresses.
struct ClusterNetwork: HTTPTransport {
  static let origin = "http://embedded"

  let cluster: SimulatedCluster
  let apiServer: any HTTPTransport
  var neighbour: (@Sendable (HTTPRequest) -> HTTPResponse?)?

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    guard request.origin == Self.origin else { return try answer(of: request) }
    return try await apiServer.response(to: request)
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    guard request.origin == Self.origin else {
      return StreamedResponse(try answer(of: request))
    }
    return try await apiServer.stream(request)
  }

  private func answer(of request: HTTPRequest) throws(TransferError) -> HTTPResponse {
    if let answer = neighbour?(request) { return answer }
    let authority = request.origin.split(separator: "/").last ?? ""
    let parts = authority.split(separator: ":").map(String.init)
    guard let host = parts.first,
      let answer = cluster.answer(host: host, port: parts.dropFirst().first, request)
    else { throw .unreachable("\(request.origin): no pod has this address") }
    return answer
  }
}
