package import Transport

extension EmbeddedAPIServer {
  /// What the owner of a server decides once.
  package struct Configuration: Sendable {
    /// The token that every request must bear; `nil` lets everyone in.
    package var bearerToken: String?
    /// How much of the past can be listed and watched from.
    package var history: HistoryLimits
    /// Whether the Gateway API's GatewayClass, Gateway and HTTPRoute are installed at the start.
    package var installsGatewayAPI: Bool
    /// Answers `pods/{name}/proxy/{path}`; without it such requests get 503.
    package var podProxy: (@Sendable (PodProxyRequest) -> HTTPResponse)?
    /// Told of every committed write, in the order of resource versions, outside the server's lock.
    package var onWrite: (@Sendable (WriteRecord) -> Void)?
    /// Told of every answered request: an audit log.
    package var onRequest: (@Sendable (RequestRecord) -> Void)?

    package init(
      bearerToken: String? = nil,
      history: HistoryLimits = HistoryLimits(),
      installsGatewayAPI: Bool = false,
      podProxy: (@Sendable (PodProxyRequest) -> HTTPResponse)? = nil,
      onWrite: (@Sendable (WriteRecord) -> Void)? = nil,
      onRequest: (@Sendable (RequestRecord) -> Void)? = nil
    ) {
      self.bearerToken = bearerToken
      self.history = history
      self.installsGatewayAPI = installsGatewayAPI
      self.podProxy = podProxy
      self.onWrite = onWrite
      self.onRequest = onRequest
    }
  }
}
