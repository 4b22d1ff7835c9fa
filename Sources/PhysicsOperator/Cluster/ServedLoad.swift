import APIMachinery

/// Users of a simulated application: `--load NAMESPACE/NAME=RATE`.
struct ServedLoad: Hashable {
  let application: ObjectKey
  let requestsPerSecond: Double

  init(_ text: String) throws {
    let parts = text.split(separator: "=")
    let key = parts.first.map { $0.split(separator: "/") } ?? []
    guard parts.count == 2, key.count == 2, let rate = Double(parts[1]), rate >= 0 else {
      throw CommandFailure(
        "--load must be NAMESPACE/NAME=RATE like default/fisica-api=50, not \(text)"
      )
    }
    application = ObjectKey(namespace: String(key[0]), name: String(key[1]))
    requestsPerSecond = rate
  }
}
