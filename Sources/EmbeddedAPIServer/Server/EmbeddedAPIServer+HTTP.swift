import APIMachinery
package import Transport

extension EmbeddedAPIServer: HTTPHandler {
  package func respond(to request: HTTPRequest) async -> StreamedResponse {
    await respond(to: request, disturbedBy: nil)
  }

  /// Answers a request; a watch that it opens goes wrong as the disturbance says.
  func respond(
    to request: HTTPRequest,
    disturbedBy disturbance: WatchDisturbance?
  ) async -> StreamedResponse {
    var parsed = APIRequest(request)
    parsed.disturbance = disturbance
    var answer = answer(parsed)
    if case .failure(let refusal) = answer, let revision = refusal.awaitedRevision(of: parsed) {
      await wait(for: revision)
      parsed.hasWaited = true
      answer = self.answer(parsed)
    }
    let response = answer.response(to: parsed)
    count(parsed, code: response.head.status)
    configuration.onRequest?(
      RequestRecord(
        at: timestamp,
        method: request.method,
        target: request.target,
        userAgent: parsed.userAgent,
        status: response.head.status
      )
    )
    return response
  }

  private func answer(_ request: APIRequest) -> Result<Answer, APIStatus> {
    defer { reportDecisions() }
    do throws(APIStatus) {
      let request = try admit(request)
      if let page = configuration.otherPage?(request.request) { return .success(.forwarded(page)) }
      if request.segments == ["metrics"] { return .success(.text(exposition, status: 200)) }
      if let proxied = try proxied(request) { return .success(proxied) }
      return .success(
        try step { cluster throws(APIStatus) in try cluster.answer(request) }
      )
    } catch {
      return .failure(error)
    }
  }

  /// Hands `pods/{name[:port]}/proxy/…` to the owner, outside the lock.
  private func proxied(_ request: APIRequest) throws(APIStatus) -> Answer? {
    guard let target = ResourceTarget(request.segments), target.group.isEmpty,
      target.plural == "pods", target.subresource == "proxy", let name = target.name
    else { return nil }
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    let key = ObjectKey(namespace: target.namespace ?? "", name: parts[0])
    guard objects.get(.pods, key) != nil else { throw .notFound(.pods, name: key.name) }
    guard let podProxy = configuration.podProxy else {
      throw .serviceUnavailable("error trying to reach service: no pod answers here")
    }
    return .forwarded(
      podProxy(
        PodProxyRequest(
          pod: key,
          port: parts.count > 1 ? parts[1] : nil,
          path: "/" + target.rest.joined(separator: "/"),
          query: String(request.request.query),
          method: request.request.method
        )
      )
    )
  }
}

extension Result<Answer, APIStatus> {
  fileprivate func response(to request: APIRequest) -> StreamedResponse {
    switch self {
    case .success(let answer): answer.response(to: request)
    case .failure(let status): Answer.refusal(status).response(to: request)
    }
  }
}

extension APIStatus {
  /// The revision that the request has to wait for, if that is why it was refused.
  fileprivate func awaitedRevision(of request: APIRequest) -> UInt64? {
    guard code == 504 else { return nil }
    return request.query["resourceVersion"].flatMap { UInt64($0) }
  }
}
