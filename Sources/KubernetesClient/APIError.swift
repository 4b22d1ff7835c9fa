package import APIMachinery
package import Transport

/// Why an API request came to nothing.
package enum APIError: Error, Hashable, Sendable {
  /// The server answered with a refusal other than 401.
  case status(APIStatus, for: APIOperation)
  /// 401; `credentials` names where they came from, so that the user knows what to renew.
  case unauthorized(credentials: String, for: APIOperation)
  /// No answer, or only a part of one.
  case transfer(TransferError, for: APIOperation)
  /// A success whose body is not what the API promises.
  case malformed(String, for: APIOperation)
  /// The request was never sent, because its credentials could not be had.
  case credentials(CredentialError, for: APIOperation)
  /// A write that was never sent, because this process is not the leader any more.
  case fenced(for: APIOperation)
}
