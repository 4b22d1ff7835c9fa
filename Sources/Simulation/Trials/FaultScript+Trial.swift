package import EmbeddedAPIServer

extension FaultScript {
  /// How long after it has begun, or after its last request, a trial waits for what it may bring about.
  ///
  /// A hang of an hour or more, which is one without a length, counts as a minute: after that an API server gives up a request itself.
  package var waitingTime: Duration { FaultScript(rules.map(\.givenUp)).aftermath }
}

extension FaultRule {
  private static let endless = Duration.seconds(3_600)
  /// `--request-timeout` of kube-apiserver.
  private static let requestMax = Duration.seconds(60)

  fileprivate var givenUp: FaultRule {
    guard case .hang(let length) = fault, length >= Self.endless else { return self }
    var rule = self
    rule.fault = .hang(Self.requestMax)
    return rule
  }
}
