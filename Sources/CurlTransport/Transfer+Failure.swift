import CCurl
import Glibc
import Transport

extension Transfer {
  /// What libcurl's result means; `nil` for success.
  func failure(_ code: CURLcode, now: ContinuousClock.Instant) -> TransferError? {
    if let ownFailure { return ownFailure }
    let sentence = easy.sentence(for: code)
    switch code {
    case CURLE_OK:
      // To libcurl the end of the connection ends the head as well.
      return hasHead
        ? nil : .interrupted("\(summary): the connection ended within the head of the answer")
    case CURLE_COULDNT_RESOLVE_HOST:
      return .unresolvedHost(host)
    case CURLE_COULDNT_RESOLVE_PROXY:
      return .unresolvedHost("of the proxy for \(request.origin)")
    case CURLE_COULDNT_CONNECT:
      return .unreachable("\(request.origin): \(systemSentence ?? sentence)")
    case CURLE_OPERATION_TIMEDOUT:
      return .timedOut(exceededLimit(now: now))
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
      return .malformed("\(summary): \(sentence)")
    case CURLE_URL_MALFORMAT, CURLE_LOGIN_DENIED, CURLE_BAD_FUNCTION_ARGUMENT:
      return .invalidRequest("\(summary): \(sentence)")
    default:
      return tlsFailure(code, sentence) ?? .interrupted("\(summary): \(sentence)")
    }
  }

  /// The end of a transfer on which nothing arrived for too long.
  var idleFailure: TransferError {
    .timedOut("no byte of \(summary) for \(request.limits.idle ?? .zero)")
  }

  /// Method, origin and path; a query may be very long and says less.
  var summary: String {
    "\(request.method.rawValue) \(request.origin)\(request.path)"
  }

  private var host: String {
    (try? Origin(request.origin))?.host ?? request.origin
  }

  private var systemSentence: String? {
    guard let number = easy.systemError, let text = unsafe strerror(number) else { return nil }
    return unsafe String(cString: text)
  }

  private func exceededLimit(now: ContinuousClock.Instant) -> String {
    if let total = request.limits.total, now - startedAt >= total {
      return "\(summary) took longer than \(total)"
    }
    return "connecting to \(request.origin) took longer than \(request.limits.connect)"
  }
}
