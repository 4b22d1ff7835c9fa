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

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
    }
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
    var option = linger(l_onoff: 1, l_linger: 0)
    let size = socklen_t(MemoryLayout<linger>.size)
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, size)
  }

  private func readByte() -> UInt8? {
    var byte: UInt8 = 0
    return unsafe recv(descriptor, &byte, 1, 0) == 1 ? byte : nil
  }
}
