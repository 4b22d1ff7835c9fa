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
  private var waiters: [UInt64: Waiter] = [:]
  private var lastTicket: UInt64 = 0
  private var obtainedAt: Timestamp?

  mutating func next(at now: Timestamp) -> Step {
    if let credential, credential.isUsable(at: now) { return .use(credential) }
    if isRunning { return .wait }
    if let failure, now < failure.until { return .fail(failure.error) }
    isRunning = true
    return .run
  }

  /// Names a request that is about to wait.
  mutating func ticket() -> UInt64 {
    lastTicket += 1
    return lastTicket
  }

  /// `false` when the run has ended since `next` said to wait.
  mutating func join(_ waiter: Waiter, _ ticket: UInt64) -> Bool {
    if isRunning { waiters[ticket] = waiter }
    return isRunning
  }

  /// The request does not wait any more; `nil` when it has its answer.
  mutating func leave(_ ticket: UInt64) -> Waiter? {
    waiters.removeValue(forKey: ticket)
  }

  mutating func finish(_ outcome: Outcome, at now: Timestamp) -> [Waiter] {
    isRunning = false
    switch outcome {
    case .credential(let credential):
      (self.credential, failure, obtainedAt) = (credential, nil, now)
    case .failure(let error): failure = (error, now + Self.pause)
    case .abandoned: break
    }
    defer { waiters = [:] }
    return Array(waiters.values)
  }

  /// Forgets the credential, unless a newer one has come since.
  ///
  /// A certificate does not show in the request: one that came just now is taken to be newer.
  mutating func reject(_ authorization: String?, at now: Timestamp) {
    let present = credential?.token.map { "Bearer \($0.value)" }
    guard present == authorization else { return }
    if present == nil, let obtainedAt, now < obtainedAt + Self.pause { return }
    credential = nil
  }
}
