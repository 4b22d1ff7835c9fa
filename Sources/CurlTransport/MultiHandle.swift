import CCurl

/// Owns the multi handle of libcurl; stays on the curl thread.
@safe
struct MultiHandle: ~Copyable {
  /// Once per process; libcurl asks for it before any other call.
  private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

  private let pointer: UnsafeMutableRawPointer

  init?() {
    guard Self.isLibraryReady, let pointer = unsafe curl_multi_init() else { return nil }
    unsafe self.pointer = unsafe pointer
  }

  deinit {
    unsafe curl_multi_cleanup(pointer)
  }

  var address: UInt { unsafe UInt(bitPattern: pointer) }

  func add(_ easy: borrowing EasyHandle) -> Bool {
    unsafe curl_multi_add_handle(pointer, easy.pointer) == CURLM_OK
  }

  func remove(_ easy: borrowing EasyHandle) {
    unsafe curl_multi_remove_handle(pointer, easy.pointer)
  }

  /// Moves all transfers as far as they go without waiting.
  func perform() {
    var running: CInt = 0
    unsafe curl_multi_perform(pointer, &running)
  }

  /// Waits for a socket, for one of libcurl's own timers, or for `curl_multi_wakeup`.
  func poll(atMost limit: Duration) {
    let milliseconds = CInt(clamping: limit.wholeMilliseconds)
    unsafe curl_multi_poll(pointer, nil, 0, milliseconds, nil)
  }

  /// A transfer that libcurl has finished with, and its result.
  func nextCompletion() -> (transfer: Transfer, code: CURLcode)? {
    var left: CInt = 0
    while let message = unsafe curl_multi_info_read(pointer, &left) {
      guard unsafe message.pointee.msg == CURLMSG_DONE,
        let easy = unsafe message.pointee.easy_handle,
        let transfer = unsafe Transfer.behind(easy)
      else { continue }
      return unsafe (transfer, message.pointee.data.result)
    }
    return nil
  }
}
