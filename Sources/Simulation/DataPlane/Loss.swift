package import Time

/// Requests that were lost in one second for one reason.
package struct Loss: Hashable, Sendable {
  package let at: Timestamp
  package let cause: LossCause
  /// The pod, or the Service without endpoints.
  package let target: String
  /// The revision of the pod, if that is known.
  package let revision: String
  package let requests: Int
}
