import Glibc
import Synchronization
import Transport

/// One POSIX thread, joined or detached exactly once.
final class CurlThread: Sendable {
  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) {
      self.run = run
    }
  }

  private let unclaimed: Mutex<pthread_t?>

  init(_ run: @escaping @Sendable () -> Void) throws(TransferError) {
    let body = unsafe Unmanaged.passRetained(Body(run: run))
    var thread = pthread_t()
    let failure = unsafe pthread_create(
      &thread,
      nil,
      { context in
        guard let context = unsafe context else { return nil }
        let body = unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue()
        CurlThread.blockSignals()
        body.run()
        return nil
      },
      body.toOpaque()
    )
    guard failure == 0 else {
      unsafe body.release()
      throw .invalidRequest("the thread for transfers cannot be started (errno \(failure))")
    }
    unclaimed = Mutex(thread)
  }

  deinit {
    if let thread = claim() { pthread_detach(thread) }
  }

  /// Waits for the thread's return; call it when the thread is known to be on its way out, for it
  /// blocks.
  func join() {
    if let thread = claim() { pthread_join(thread, nil) }
  }

  private func claim() -> pthread_t? {
    unclaimed.withLock { thread in
      defer { thread = nil }
      return thread
    }
  }

  /// Keeps signals for the main thread, and SIGPIPE from killing us: OpenSSL writes to sockets
  /// without `MSG_NOSIGNAL`.
  private static func blockSignals() {
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
  }
}
