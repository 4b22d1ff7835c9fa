/// Status and header fields, known before the body.
package struct HTTPResponseHead: Hashable, Sendable {
  package var status: Int
  package var headers: HTTPHeaders

  package init(status: Int, headers: HTTPHeaders = [:]) {
    self.status = status
    self.headers = headers
  }

  package var isSuccess: Bool { (200...299).contains(status) }
}

/// A response whose whole body is in memory.
package struct HTTPResponse: Hashable, Sendable {
  package var head: HTTPResponseHead
  package var body: [UInt8]

  package init(head: HTTPResponseHead, body: [UInt8]) {
    self.head = head
    self.body = body
  }
}

/// A response whose body arrives piece by piece.
package struct StreamedResponse: Sendable {
  package var head: HTTPResponseHead
  package var body: ByteStream

  package init(head: HTTPResponseHead, body: ByteStream) {
    self.head = head
    self.body = body
  }

  package init(_ whole: HTTPResponse) {
    self.init(head: whole.head, body: ByteStream(whole.body))
  }

  /// No answer: whoever serves this breaks the connection instead.
  package static let reset = StreamedResponse(
    head: HTTPResponseHead(status: 0),
    body: ByteStream([])
  )

  /// Whether it stands for a broken connection.
  package var isReset: Bool { head.status == 0 }
}
