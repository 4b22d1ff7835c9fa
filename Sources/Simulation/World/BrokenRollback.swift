import JSON
import Transport

/// The planted fault of a demo that must fail: no write that takes traffic away from a canary gets through.
struct BrokenRollback: HTTPTransport {
  let base: any HTTPTransport

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    if request.takesTrafficAway { throw .interrupted("planted fault") }
    return try await base.response(to: request)
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    try await base.stream(request)
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
}
