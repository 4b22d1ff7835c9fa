package import EmbeddedAPIServer

/// Who is told of every write and every request, in order.
package struct WorldObservers: Sendable {
  package var onWrite: (@Sendable (WriteRecord) -> Void)?
  package var onRequest: (@Sendable (RequestRecord) -> Void)?
  package var onDecision: (@Sendable (AccessRecord) -> Void)?

  package init(
    onWrite: (@Sendable (WriteRecord) -> Void)? = nil,
    onRequest: (@Sendable (RequestRecord) -> Void)? = nil,
    onDecision: (@Sendable (AccessRecord) -> Void)? = nil
  ) {
    self.onWrite = onWrite
    self.onRequest = onRequest
    self.onDecision = onDecision
  }
}
