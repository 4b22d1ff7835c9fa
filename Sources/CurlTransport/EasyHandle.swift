import CCurl
import Transport

/// Owns one easy handle of libcurl and what it points to; stays on the curl thread.
@safe
struct EasyHandle: ~Copyable {
  let pointer: UnsafeMutableRawPointer
  private let message: UnsafeMutablePointer<CChar>
  private var lists: [UnsafeMutablePointer<curl_slist>] = unsafe []

  init() throws(TransferError) {
    guard let pointer = unsafe curl_easy_init() else {
      throw .invalidRequest("libcurl gave no handle: out of memory")
    }
    unsafe self.pointer = unsafe pointer
    unsafe message = .allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    _ = unsafe ccurl_set_pointer(pointer, CURLOPT_ERRORBUFFER, message)
  }

  deinit {
    unsafe curl_easy_cleanup(pointer)
    unsafe lists.forEach { unsafe curl_slist_free_all($0) }
    unsafe message.deallocate()
  }

  /// What libcurl last said about this transfer, or its general name for the code.
  func sentence(for code: CURLcode) -> String {
    let own = unsafe String(cString: message)
    if own.hasPrefix("getpeername() failed") {
      return "the server closed the connection as soon as it was open"
    }
    guard own.isEmpty else { return own }
    return unsafe curl_easy_strerror(code).map { unsafe String(cString: $0) } ?? "code \(code)"
  }

  /// The cause of a refused connection as the system names it; `nil` when there was none.
  var systemError: CInt? {
    var number = 0
    guard unsafe ccurl_get_long(pointer, CURLINFO_OS_ERRNO, &number) == CURLE_OK, number != 0 else {
      return nil
    }
    return CInt(truncatingIfNeeded: number)
  }
}

extension EasyHandle {
  func set(_ option: CURLoption, _ value: Int) throws(TransferError) {
    try check(unsafe ccurl_set_long(pointer, option, value), option)
  }

  func set(_ option: CURLoption, _ value: Bool) throws(TransferError) {
    try set(option, value ? 1 : 0)
  }

  /// `nil` takes back libcurl's built-in value.
  func set(_ option: CURLoption, _ value: String?) throws(TransferError) {
    guard let value else {
      return try check(unsafe ccurl_set_string(pointer, option, nil), option)
    }
    guard !value.utf8.contains(0) else {
      throw .invalidRequest("\(value.debugDescription) contains a zero byte")
    }
    try check(unsafe ccurl_set_string(pointer, option, value), option)
  }

  func set(_ option: CURLoption, bytes: [UInt8]) throws(TransferError) {
    let code = unsafe bytes.withUnsafeBytes {
      unsafe ccurl_set_blob(pointer, option, $0.baseAddress, $0.count)
    }
    try check(code, option)
  }

  /// A list of lines, which libcurl does not copy.
  mutating func set(_ option: CURLoption, lines: [String]) throws(TransferError) {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines { unsafe list = unsafe curl_slist_append(list, line) }
    guard let list = unsafe list else { return }
    unsafe lists.append(list)
    try check(unsafe ccurl_set_list(pointer, option, list), option)
  }

  func setPointer(
    _ option: CURLoption,
    _ value: UnsafeMutableRawPointer
  ) throws(TransferError) {
    try check(unsafe ccurl_set_pointer(pointer, option, value), option)
  }

  func setReceiver(
    _ option: CURLoption,
    _ receiver: @escaping curl_write_callback
  ) throws(TransferError) {
    try check(unsafe ccurl_set_receiver(pointer, option, receiver), option)
  }

  func setGatekeeper(_ gatekeeper: @escaping curl_prereq_callback) throws(TransferError) {
    try check(unsafe ccurl_set_gatekeeper(pointer, gatekeeper), CURLOPT_PREREQFUNCTION)
  }

  /// Copies the body into the handle.
  func setBody(_ body: [UInt8]) throws(TransferError) {
    try check(
      unsafe ccurl_set_size(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)),
      CURLOPT_POSTFIELDSIZE_LARGE
    )
    let code = unsafe body.withUnsafeBytes {
      unsafe ccurl_set_pointer(
        pointer,
        CURLOPT_COPYPOSTFIELDS,
        UnsafeMutableRawPointer(mutating: $0.baseAddress)
      )
    }
    try check(code, CURLOPT_COPYPOSTFIELDS)
  }

  /// Credentials travel on these connections, so that a child process has no business with them; and one whose other end has
  /// vanished breaks.
  func prepareSockets() throws(TransferError) {
    try check(unsafe ccurl_prepare_sockets(pointer), CURLOPT_SOCKOPTFUNCTION)
  }

  private func check(_ code: CURLcode, _ option: CURLoption) throws(TransferError) {
    guard code != CURLE_OK else { return }
    throw .invalidRequest("libcurl refuses option \(option.rawValue): \(sentence(for: code))")
  }
}
