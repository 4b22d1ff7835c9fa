import Time

/// Who may start the plugin, who waits for it, and what it gave: decided inside a lock, acted on outside.
struct ExecCredentialState {
  typealias Waiter = CheckedContinuation<Result<Void, CredentialError>?, Never>

  enum Step {
    case use(ExecCredential)
    case fail(CredentialError)
    case run
    case wait
  }

  enum Outcome {
    case credential(ExecCredential)
    case failure(CredentialError)
    /// The request that ran it was cancelled: the next one runs it again.
    case abandoned

    var forWaiters: Result<Void, CredentialError>? {
      switch self {
      case .credential: .success(())
      case .failure(let error): .failure(error)
      case .abandoned: nil
      }
    }
  }

  /// How long a failure answers for the plugin.
  static let pause = Duration.seconds(5)

  private(set) var credential: ExecCredential?
  private var failure: (error: CredentialError, until: Timestamp)?
  private var isRunning = false
  private var waiters: [Waiter] = []

  mutating func next(at now: Timestamp) -> Step {
    if let credential, credential.isUsable(at: now) { return .use(credential) }
    if isRunning { return .wait }
    if let failure, now < failure.until { return .fail(failure.error) }
    isRunning = true
    return .run
  }

  /// `false` when the run has ended since `next` said to wait.
  mutating func join(_ waiter: Waiter) -> Bool {
    if isRunning { waiters.append(waiter) }
    return isRunning
  }

  mutating func finish(_ outcome: Outcome, at now: Timestamp) -> [Waiter] {
    isRunning = false
    switch outcome {
    case .credential(let credential):
      (self.credential, failure) = (credential, nil)
    case .failure(let error): failure = (error, now + Self.pause)
    case .abandoned: break
    }
    defer { waiters = [] }
    return waiters
  }

  /// Forgets the credential, unless a newer one has come since.
  mutating func reject(_ authorization: String?) {
    let present = credential?.token.map { "Bearer \($0.value)" }
    if present == authorization { credential = nil }
  }
}
