import JSON
import Time
import Transport

/// Lets requests through until the fatal write; that one is committed, but its answer never arrives, nor does any later one.
struct CrashingTransport: HTTPTransport {
  let base: any HTTPTransport
  let gate: CrashGate
  let clock: any WallClock
  /// The planted fault of a demo that must fail.
  let keepsTrafficOnCanary: Bool

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    try await block(if: gate.hasFired)
    if keepsTrafficOnCanary, request.takesTrafficAway { throw .interrupted("planted fault") }
    let response = try await base.response(to: request)
    if request.isWrite { try await block(if: gate.passWrite()) }
    return response
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    try await block(if: gate.hasFired)
    return try await base.stream(request)
  }

  /// A process that is dead waits until it is buried.
  private func block(if isDead: Bool) async throws(TransferError) {
    guard isDead else { return }
    do { try await clock.sleep(for: .seconds(365 * 86_400)) } catch { throw .cancelled }
  }
}

extension HTTPRequest {
  /// A write of a route that leaves the canary nothing.
  fileprivate var takesTrafficAway: Bool {
    guard method == .patch, path.contains("/httproutes/"),
      let document = try? JSONValue(parsing: body)
    else { return false }
    let backends = document["spec"]?["rules"]?[0]?["backendRefs"]?.arrayValue ?? []
    return backends.contains {
      $0["name"]?.stringValue?.hasSuffix("-canary") == true && $0["weight"]?.intValue == 0
    }
  }

  var isWrite: Bool {
    switch method {
    case .get, .head: false
    case .post, .put, .patch, .delete: true
    }
  }
}
