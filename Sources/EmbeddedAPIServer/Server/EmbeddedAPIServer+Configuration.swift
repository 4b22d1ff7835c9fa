package import Transport

extension EmbeddedAPIServer {
  /// What the owner of a server decides once.
  package struct Configuration: Sendable {
    /// Who is let in, and what they may do; default: everyone, everything.
    package var access: AccessSettings
    /// How much of the past can be listed and watched from.
    package var history: HistoryLimits
    /// The feature gate WatchList: off in Kubernetes before 1.32 and in 1.33, where lists come first and watches begin where they end.
    package var streamsLists: Bool
    /// Whether the Gateway API's GatewayClass, Gateway and HTTPRoute are installed at the start.
    package var installsGatewayAPI: Bool
    /// Whether Traefik's TraefikService is installed at the start.
    package var installsTraefik: Bool
    /// Answers `pods/{name}/proxy/{path}`; without it such requests get 503.
    package var podProxy: (@Sendable (PodProxyRequest) -> HTTPResponse)?
    /// Answers requests outside the Kubernetes API, once their sender is known; `nil` for a path that it does not serve.
    package var otherPage: (@Sendable (HTTPRequest) -> HTTPResponse?)?
    /// Told of every committed write, in the order of resource versions, outside the server's lock.
    package var onWrite: (@Sendable (WriteRecord) -> Void)?
    /// Told of every answered request: an audit log.
    package var onRequest: (@Sendable (RequestRecord) -> Void)?
    /// Told of every decision of authorization: an access audit, such as `AccessAudit` keeps.
    package var onDecision: (@Sendable (AccessRecord) -> Void)?

    package init(
      access: AccessSettings = AccessSettings(),
      history: HistoryLimits = HistoryLimits(),
      streamsLists: Bool = true,
      installsGatewayAPI: Bool = false,
      installsTraefik: Bool = false,
      podProxy: (@Sendable (PodProxyRequest) -> HTTPResponse)? = nil,
      onWrite: (@Sendable (WriteRecord) -> Void)? = nil,
      onRequest: (@Sendable (RequestRecord) -> Void)? = nil,
      onDecision: (@Sendable (AccessRecord) -> Void)? = nil
    ) {
      self.access = access
      self.history = history
      self.streamsLists = streamsLists
      self.installsGatewayAPI = installsGatewayAPI
      self.installsTraefik = installsTraefik
      self.podProxy = podProxy
      self.onWrite = onWrite
      self.onRequest = onRequest
      self.onDecision = onDecision
    }
  }
}
