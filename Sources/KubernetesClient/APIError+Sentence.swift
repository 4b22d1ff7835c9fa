import APIMachinery

extension APIError: CustomStringConvertible {
  /// One sentence: verb, object, cause, cure.
  package var description: String {
    switch self {
    case .status(let status, let operation):
      "cannot \(operation): \(status.sentence(for: operation))"
    case .unauthorized(let source, let operation):
      "cannot \(operation): the server did not accept the credentials; "
        + "log in again or renew the token in \(source)"
    case .transfer(let error, let operation):
      "cannot \(operation): \(error)"
    case .malformed(let detail, let operation):
      "cannot \(operation): the answer is not what the Kubernetes API promises (\(detail)); "
        + "check that the server address is that of a Kubernetes API server"
    case .credentials(let error, let operation):
      "cannot \(operation): \(error)"
    case .fenced(let operation):
      "cannot \(operation): this process does not hold the lease any more; its successor writes now"
    }
  }
}

extension APIStatus {
  /// For answers that no API server gives.
  private static let cureForProxies = "check the server address and the proxy on the way to it"

  fileprivate func sentence(for operation: APIOperation) -> String {
    switch code {
    case 300...399: "\(message); \(Self.cureForProxies)"
    case 403 where reason == "Unknown": "\(message); \(Self.cureForProxies)"
    case 403: "\(message); let a role grant \(operation.verb.roleVerb) on it"
    case 404: "\(message); create it first, or check its name and namespace"
    case 409 where reason == "AlreadyExists": "\(message); update it instead of creating it"
    case 409: "\(message); read it again and retry"
    case 410: "\(message); list again"
    case 422: "\(message); correct the fields it names"
    case 429: "\(message); retry after \(retryAfterSeconds ?? 1) s"
    case 500...: "\(message); retry, and look at the API server's log if it stays"
    default: "\(message) (\(code) \(reason))"
    }
  }
}
