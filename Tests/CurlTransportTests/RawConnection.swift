import Glibc

/// The server's end of one TCP connection, for answers that no proper server gives.
struct RawConnection: Sendable {
  let descriptor: CInt

  /// Reads a request up to the end of its head; `nil` when the client closed the connection.
  func readHead() -> String? {
    var head = ""
    while !head.hasSuffix("\r\n\r\n") {
      guard let byte = readByte() else { return nil }
      head.unicodeScalars.append(Unicode.Scalar(byte))
    }
    return head
  }

  /// Returns when something has come from the client; `false` when it closed its end.
  func readSomething() -> Bool {
    readByte() != nil
  }

  @discardableResult
  func send(_ text: String) -> Bool {
    LoopbackSocket.send(text.utf8, to: descriptor)
  }

  func pause(milliseconds: UInt32) {
    usleep(milliseconds * 1000)
  }

  /// Returns when the client has closed its end.
  func waitForClose() {
    while readByte() != nil {}
  }

  /// Makes the closing that follows a reset instead of an orderly end.
  func resetOnClose() {
    LoopbackSocket.resetOnClose(descriptor)
  }

  private func readByte() -> UInt8? {
    LoopbackSocket.receive(from: descriptor, atMost: 1).first
  }
}
