import JSON

/// A verb that a person asked for by annotation, to be handled once.
package struct RolloutRequest: Hashable, Sendable {
  package let verb: RolloutVerb
  /// The annotation's whole value: what `status.lastHandledRequest` or `status.lastHandledAbort` records.
  package let token: String

  package init(verb: RolloutVerb, token: String) {
    self.verb = verb
    self.token = token
  }

  /// The annotation that asks for `verb`, for our own command line and for GitOps.
  package static func annotation(
    _ verb: RolloutVerb,
    nonce: String
  ) -> (key: String, value: String) {
    verb == .abort ? (Keys.abort, nonce) : (Keys.request, "\(verb.word)@\(nonce)")
  }
}

extension PhysicsAPI {
  /// Requests that no status has recorded yet, `abort` first; and what is wrong with one that cannot be read.
  package var pendingRequests: (requests: [RolloutRequest], findings: [Finding]) {
    var requests: [RolloutRequest] = []
    if let nonce = newValue(of: Keys.abort, since: status.lastHandledAbort) {
      requests.append(RolloutRequest(verb: .abort, token: nonce))
    }
    guard let token = newValue(of: Keys.request, since: status.lastHandledRequest) else {
      return (requests, [])
    }
    guard let verb = Self.verb(of: token) else {
      return (requests, [Self.unreadable(token)])
    }
    return (requests + [RolloutRequest(verb: verb, token: token)], [])
  }

  private func newValue(of annotation: String, since handled: String) -> String? {
    guard let value = annotations[annotation]?.stringValue, !value.isEmpty, value != handled else {
      return nil
    }
    return value
  }

  /// A verb without a nonce is refused: asked for a second time it would look like the first.
  private static func verb(of token: String) -> RolloutVerb? {
    let parts = token.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[1].isEmpty else { return nil }
    return RolloutVerb(word: String(parts[0]))
  }

  private static func unreadable(_ token: String) -> Finding {
    Finding(
      path: "metadata.annotations[\(Keys.request)]",
      message: "must be <verb>@<nonce> with a verb of promote, promote-full, pause, resume, retry, "
        + "undo or undo=<revision>, not \(JSONValue.string(token).quoted)"
    )
  }
}
