import Synchronization
package import Time

/// A bearer token in a file that the kubelet rewrites about once an hour.
///
/// Read at most once a minute (client-go's figure), and at once when the server refuses the token. A file that cannot be read, or is
/// empty, while the kubelet swaps it does no harm: the token that was read last is kept until the server refuses it.
package final class TokenFileCredentials: CredentialProvider {
  /// Bound tokens are good for an hour and renewed after 80 % of it, so that a minute is early enough.
  package static let rereadAfter = Duration.seconds(60)

  private struct State {
    var token: Secret<String>?
    var readAt: Duration?
  }

  package let source: String
  private let readFile: FileReader
  private let elapsed: @Sendable () -> Duration
  private let state = Mutex(State())

  package init(path: String, clock: some WallClock, readFile: @escaping FileReader) {
    source = path
    self.readFile = readFile
    let start = clock.now
    elapsed = { start.duration(to: clock.now) }
  }

  package func authorization() async throws(CredentialError) -> String? {
    let now = elapsed()
    let (known, isFresh) = state.withLock { state in
      (state.token, state.readAt.map { now - $0 < Self.rereadAfter } ?? false)
    }
    if let known, isFresh { return "Bearer \(known.value)" }
    do {
      return "Bearer \(try read(at: now).value)"
    } catch {
      guard let known else { throw error }
      return "Bearer \(known.value)"
    }
  }

  package func refresh(after refused: String?) async -> Bool {
    guard let token = try? read(at: elapsed()) else { return false }
    return "Bearer \(token.value)" != refused
  }

  private func read(at now: Duration) throws(CredentialError) -> Secret<String> {
    let bytes: [UInt8]
    do {
      bytes = try readFile(source)
    } catch {
      throw CredentialError(
        "cannot read the token file \(source): \(error); mount it or correct its path"
      )
    }
    let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard words.count == 1 else {
      throw CredentialError("the token file \(source) holds no token; write one into it")
    }
    let token = Secret(String(words[0]))
    state.withLock { $0 = State(token: token, readAt: now) }
    return token
  }
}
