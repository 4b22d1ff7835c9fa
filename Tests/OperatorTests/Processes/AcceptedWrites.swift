import APIMachinery
import EmbeddedAPIServer
import JSON
import Synchronization

/// What an API server accepted from operators, in its own order, and who held the lease meanwhile.
final class AcceptedWrites: Sendable {
  fileprivate struct State {
    /// The process that holds the lease, or held it last.
    var holder = ""
    var isHeld = false
    var releases = 0
    var hasWritten = false
    /// Counted by process.
    var writes: [String: Int] = [:]
    var requests: [String: Int] = [:]
    var late: [String] = []
  }

  private let state = Mutex(State())

  /// The process that holds the lease now; empty when it was given back.
  var holder: String { state.withLock { $0.isHeld ? $0.holder : "" } }

  /// How often the lease was given back.
  var releases: Int { state.withLock(\.releases) }

  /// Writes of a process that did not hold the lease, after the first write of its successor (L7).
  var late: [String] { state.withLock(\.late) }

  func writes(of process: String) -> Int { state.withLock { $0.writes[process, default: 0] } }

  /// Requests for the lease, which say that a process is up and contends.
  func contentions(of process: String) -> Int {
    state.withLock { $0.requests[process, default: 0] }
  }

  func note(_ record: WriteRecord) {
    state.withLock { state in
      if record.type == .leases {
        let name = record.new?.spec["holderIdentity"]?.stringValue ?? ""
        return state.hold(String(name.prefix { $0 != "_" }))
      }
      guard let process = Self.process(in: record.userAgent) else { return }
      state.write(by: process, "\(record.verb) \(record.type.plural) \(record.key)")
    }
  }

  func note(_ record: RequestRecord) {
    guard record.target.contains("/leases"), let process = Self.process(in: record.userAgent)
    else { return }
    state.withLock { $0.requests[process, default: 0] += 1 }
  }

  /// `op-1` for `physics-operator/0.1.0 (op-1)`.
  private static func process(in userAgent: String) -> String? {
    guard userAgent.hasPrefix("physics-operator/"), let open = userAgent.firstIndex(of: "(") else {
      return nil
    }
    return String(userAgent[userAgent.index(after: open)...].prefix { $0 != ")" })
  }
}

extension AcceptedWrites.State {
  fileprivate mutating func hold(_ process: String) {
    if isHeld, process.isEmpty { releases += 1 }
    isHeld = !process.isEmpty
    guard isHeld, process != holder else { return }
    holder = process
    hasWritten = false
  }

  fileprivate mutating func write(by process: String, _ summary: String) {
    writes[process, default: 0] += 1
    if process == holder {
      hasWritten = true
    } else if hasWritten {
      late.append("\(process): \(summary)")
    }
  }
}
