import APIMachinery
import EmbeddedAPIServer
import Time
import Transport

/// I8: nothing is written twice while nothing has changed in between.
///
/// It hears of requests and their answers, since a write that changes nothing leaves no trace in the history.
struct RepetitionWatch: Sendable {
  private struct Write: Sendable {
    let name: String
    let body: [UInt8]
    /// The newest version when the write was answered well; `nil` before that.
    var doneAt: UInt64?
  }

  private var writes: [Write] = []
  /// When each object was last written, by the end of its path.
  private var changes: [String: UInt64] = [:]

  mutating func see(_ record: WriteRecord) {
    changes["\(record.key.namespace)/\(record.type.plural)/\(record.key.name)"] =
      record.resourceVersion
  }

  mutating func send(_ request: HTTPRequest, version: UInt64, at now: Timestamp) -> Breach? {
    guard request.method == .patch || request.method == .put || request.method == .delete,
      !request.target.contains("dryRun=")
    else { return nil }
    let name = "\(request.method.rawValue) \(request.target)"
    let known = writes.firstIndex { $0.name == name }
    defer {
      if let known { writes.remove(at: known) }
      writes.append(Write(name: name, body: request.body))
    }
    guard let index = known, let doneAt = writes[index].doneAt, writes[index].body == request.body,
      lastChange(of: request) <= doneAt
    else { return nil }
    return Breach("I8", at: now, resourceVersion: version, "\(name) is sent twice for nothing")
  }

  mutating func answer(_ request: HTTPRequest, status: Int, version: UInt64) {
    let name = "\(request.method.rawValue) \(request.target)"
    guard let index = writes.lastIndex(where: { $0.name == name }) else { return }
    writes[index].doneAt = (200..<300).contains(status) ? version : nil
  }

  /// Of `/apis/apps/v1/namespaces/default/deployments/api/scale` it is `default/deployments/api` that counts.
  private func lastChange(of request: HTTPRequest) -> UInt64 {
    let parts = request.path.split(separator: "/")
    guard let index = parts.firstIndex(of: "namespaces"), parts.count > index + 3 else { return 0 }
    return changes[parts[(index + 1)...(index + 3)].joined(separator: "/")] ?? 0
  }
}
