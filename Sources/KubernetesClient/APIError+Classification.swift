package import APIMachinery
import Transport

extension APIError {
  package var operation: APIOperation {
    switch self {
    case .status(_, let operation), .unauthorized(_, let operation),
      .transfer(_, let operation), .malformed(_, let operation), .credentials(_, let operation),
      .fenced(let operation):
      operation
    }
  }

  /// The server's refusal in full, where there is one.
  package var status: APIStatus? {
    if case .status(let status, _) = self { status } else { nil }
  }

  /// HTTP status code of the refusal, where the server gave one.
  package var statusCode: Int? {
    switch self {
    case .status(let status, _): status.code
    case .unauthorized: 401
    case .transfer, .malformed, .credentials, .fenced: nil
    }
  }

  package var isNotFound: Bool { statusCode == 404 }
  package var isForbidden: Bool { statusCode == 403 }
  package var isUnauthorized: Bool { statusCode == 401 }
  package var isInvalid: Bool { statusCode == 422 }

  /// Someone else changed the object, or owns a field of it.
  package var isConflict: Bool { statusCode == 409 && status?.reason != "AlreadyExists" }
  package var isAlreadyExists: Bool { statusCode == 409 && status?.reason == "AlreadyExists" }

  /// A JSON patch whose `test`s, or whose addresses, do not fit the object as it is by now: the server says no more than this.
  package var isPatchOfAnotherVersion: Bool {
    guard let status, status.code == 422, operation.verb == .patch else { return false }
    return status.causes.isEmpty
      && status.message.hasPrefix("the server rejected our request due to an error in our request")
  }

  /// The resource version or continue token is older than what the server remembers: list again.
  package var isExpired: Bool { statusCode == 410 }

  /// The server has not caught up with the resource version that was asked for.
  ///
  /// That happens after a restored backup, or behind a lagging replica.
  package var isResourceVersionTooLarge: Bool {
    guard let status, status.code == 504 || status.code == 500 else { return false }
    return status.causes.contains { $0.reason == "ResourceVersionTooLarge" }
      || status.message.hasPrefix("Too large resource version")
  }

  /// The task that asked was cancelled; nothing is known of what the server did.
  package var isCancelled: Bool {
    if case .transfer(.cancelled, _) = self { true } else { false }
  }

  /// The write was not sent, because this process is not the leader any more.
  package var isFenced: Bool {
    if case .fenced = self { true } else { false }
  }

  /// No complete answer came from the server.
  package var isTransferFailure: Bool {
    if case .transfer = self { true } else { false }
  }

  /// The server was silent for longer than the request allows.
  package var isTimedOut: Bool {
    if case .transfer(.timedOut, _) = self { true } else { false }
  }

  /// The answer is not what the API promises.
  package var isMalformed: Bool {
    if case .malformed = self { true } else { false }
  }

  /// The answer was longer than the request allows, or came faster than it was read.
  package var isTooMuch: Bool {
    switch self {
    case .transfer(.overflow, _), .transfer(.bodyTooLarge, _): true
    case .transfer, .status, .unauthorized, .malformed, .credentials, .fenced: false
    }
  }

  /// Whether the same request, sent again later, may succeed without anybody changing anything.
  package var isRetriable: Bool {
    switch self {
    case .status(let status, _): [408, 429, 500, 502, 503, 504].contains(status.code)
    case .unauthorized, .credentials, .malformed, .fenced: false
    case .transfer(let error, _): error.isRetriable
    }
  }

  /// How long the server asks us to stay away.
  package var retryAfter: Duration? { status?.retryAfterSeconds.map { .seconds($0) } }
}

extension TransferError {
  fileprivate var isRetriable: Bool {
    switch self {
    case .unresolvedHost, .unreachable, .timedOut, .interrupted, .overflow: true
    case .tls, .bodyTooLarge, .malformed, .invalidRequest, .cancelled, .withdrawn: false
    }
  }
}
