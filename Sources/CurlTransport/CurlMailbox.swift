import CCurl
import Synchronization
import Transport

/// How other threads hand work to the curl thread: the only state that they share.
///
/// The address of the multi handle lies here as a number, and only to wake its owner: it is taken
/// back before the handle is freed, and waking happens under the lock, so nobody can wake a freed
/// handle.
final class CurlMailbox: Sendable {
  enum Letter: Sendable {
    case start(TransferOrder)
    case end(TransferTicket)
  }

  /// What the curl thread finds: letters in order, and whether these were the last.
  struct Delivery {
    let letters: [Letter]
    let isLast: Bool
  }

  private struct State {
    var letters: [Letter] = []
    var isClosed = false
    var hasEnded = false
    var multiAddress: UInt?
    var waitingForEnd: [CheckedContinuation<Void, Never>] = []

    func wake() {
      let multi = unsafe multiAddress.flatMap { unsafe UnsafeMutableRawPointer(bitPattern: $0) }
      if let multi = unsafe multi { _ = unsafe curl_multi_wakeup(multi) }
    }
  }

  private let state = Mutex(State())

  /// Hands over an order; `false` after `close`, when nobody will read it.
  func post(_ letter: Letter) -> Bool {
    state.withLock { state in
      guard !state.isClosed else { return false }
      state.letters.append(letter)
      if state.letters.count == 1 { state.wake() }
      return true
    }
  }

  /// Ends the curl thread after the letters that are already here.
  func close() {
    state.withLock { state in
      state.isClosed = true
      state.wake()
    }
  }

  /// Returns when the curl thread has ended all transfers and left its loop.
  func waitForEnd() async {
    await withCheckedContinuation { waiting in
      let hasEnded = state.withLock { state in
        if !state.hasEnded { state.waitingForEnd.append(waiting) }
        return state.hasEnded
      }
      if hasEnded { waiting.resume() }
    }
  }
}

extension CurlMailbox {
  /// For the curl thread: makes `post` wake this multi handle, or none before it is freed.
  func wakes(multiAddress: UInt?) {
    state.withLock { $0.multiAddress = multiAddress }
  }

  /// For the curl thread: takes out all that arrived.
  func takeAll() -> Delivery {
    state.withLock { state in
      defer { state.letters = [] }
      return Delivery(letters: state.letters, isLast: state.isClosed)
    }
  }

  /// For the curl thread, as its last act.
  func markEnded() {
    let waiting = state.withLock { state in
      state.isClosed = true
      state.hasEnded = true
      defer { state.waitingForEnd = [] }
      return state.waitingForEnd
    }
    for task in waiting { task.resume() }
  }
}
