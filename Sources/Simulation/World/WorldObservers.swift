package import EmbeddedAPIServer

/// Who is told of every write and every request, in order.
package struct WorldObservers: Sendable {
  package var onWrite: (@Sendable (WriteRecord) -> Void)?
  package var onRequest: (@Sendable (RequestRecord) -> Void)?

  package init(
    onWrite: (@Sendable (WriteRecord) -> Void)? = nil,
    onRequest: (@Sendable (RequestRecord) -> Void)? = nil
  ) {
    self.onWrite = onWrite
    self.onRequest = onRequest
  }
}
