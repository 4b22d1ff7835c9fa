package import Time
package import Transport

/// One answered request: a line of the audit log.
package struct RequestRecord: Hashable, Sendable {
  package let at: Timestamp
  package let method: HTTPRequest.Method
  package let target: String
  package let userAgent: String
  package let status: Int

  /// Whether the request could have changed something: anything but a read.
  package var isMutating: Bool {
    switch method {
    case .get, .head: false
    case .post, .put, .patch, .delete: true
    }
  }
}
