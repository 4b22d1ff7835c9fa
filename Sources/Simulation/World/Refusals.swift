import JSON
import APIMachinery
import Synchronization
import Transport

/// Writes that an admission webhook or a missing permission refuses for ever.
final class Refusals: Sendable {
  private let codes = Mutex<[String: Int]>([:])

  func refuse(_ type: ResourceType, code: Int) {
    codes.withLock { $0[type.plural] = code }
  }

  /// The answer to a write that is refused; `nil` for what goes on to the server.
  func answer(to request: HTTPRequest) -> HTTPResponse? {
    guard request.method.isMutating else { return nil }
    let parts = request.path.split(separator: "/").map(String.init)
    let code = codes.withLock { codes in parts.compactMap { codes[$0] }.first }
    guard let code else { return nil }
    let status = APIStatus(
      code: code,
      reason: code == 403 ? "Forbidden" : "Invalid",
      message: "the scenario refuses every write of this kind"
    )
    return HTTPResponse(
      head: HTTPResponseHead(status: code, headers: ["Content-Type": "application/json"]),
      body: status.json.jsonBytes
    )
  }
}
