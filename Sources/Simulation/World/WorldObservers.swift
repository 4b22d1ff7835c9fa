package import EmbeddedAPIServer
package import Transport

/// Who is told of every write and every request, in order.
package struct WorldObservers: Sendable {
  package var onWrite: (@Sendable (WriteRecord) -> Void)?
  package var onRequest: (@Sendable (RequestRecord) -> Void)?
  package var onDecision: (@Sendable (AccessRecord) -> Void)?
  /// Every request of the operator as it leaves the process, with its body.
  package var onSend: (@Sendable (HTTPRequest) -> Void)?
  /// Every answer that reached the operator, with its code.
  package var onAnswer: (@Sendable (HTTPRequest, Int) -> Void)?
  /// Every fault that made itself felt.
  package var onFault: (@Sendable (FaultRecord) -> Void)?

  package init(
    onWrite: (@Sendable (WriteRecord) -> Void)? = nil,
    onRequest: (@Sendable (RequestRecord) -> Void)? = nil,
    onDecision: (@Sendable (AccessRecord) -> Void)? = nil,
    onSend: (@Sendable (HTTPRequest) -> Void)? = nil,
    onAnswer: (@Sendable (HTTPRequest, Int) -> Void)? = nil,
    onFault: (@Sendable (FaultRecord) -> Void)? = nil
  ) {
    self.onWrite = onWrite
    self.onRequest = onRequest
    self.onDecision = onDecision
    self.onSend = onSend
    self.onAnswer = onAnswer
    self.onFault = onFault
  }
}
