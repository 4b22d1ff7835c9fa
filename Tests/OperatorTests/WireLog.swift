import APIMachinery
import EmbeddedAPIServer
import JSON
import Synchronization
import Transport

/// Every request of an operator as it left the process, and every write that the server committed.
final class WireLog: Sendable {
  private struct State {
    var requests: [HTTPRequest] = []
    var writes: [WriteRecord] = []
  }

  private let state = Mutex(State())

  var requests: [HTTPRequest] { state.withLock { $0.requests } }
  var writes: [WriteRecord] { state.withLock { $0.writes } }

  func note(_ request: HTTPRequest) {
    state.withLock { $0.requests.append(request) }
  }

  func note(_ write: WriteRecord) {
    state.withLock { $0.writes.append(write) }
  }

  /// The requests of a method whose path ends so, or has a part like it.
  func count(_ method: HTTPRequest.Method, containing part: String) -> Int {
    requests.count { $0.method == method && $0.target.contains(part) }
  }
}

extension HTTPRequest {
  var json: JSONValue { (try? JSONValue(parsing: body)) ?? [:] }
}
