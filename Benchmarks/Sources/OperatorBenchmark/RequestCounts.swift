import Loopback

/// Requests that the API server has answered, from its `/metrics`; those that go on to pods are counted for themselves.
struct RequestCounts {
  private static let writing = ["POST", "PUT", "PATCH", "APPLY", "DELETE", "DELETECOLLECTION"]

  private(set) var scrapes = 0
  fileprivate var byVerb: [String: Int] = [:]

  init(of server: inout HTTPConnection) throws(BenchmarkError) {
    let text = try server.call("GET", "/metrics")
    for line in text.split(separator: "\n") where line.hasPrefix("apiserver_request_total{") {
      guard let verb = line.firstRange(of: "verb=\""), let count = line.split(separator: " ").last
      else { continue }
      guard !line.contains("subresource=\"proxy\"") else {
        scrapes += Int(count) ?? 0
        continue
      }
      byVerb[String(line[verb.upperBound...].prefix { $0 != "\"" }), default: 0] += Int(count) ?? 0
    }
  }

  var writes: Int { Self.writing.reduce(0) { $0 + byVerb[$1, default: 0] } }
  var all: Int { byVerb.values.reduce(0, +) }

  subscript(verb: String) -> Int { byVerb[verb, default: 0] }
}

extension RequestCounts {
  func since(_ earlier: RequestCounts) -> RequestCounts {
    var difference = self
    difference.scrapes -= earlier.scrapes
    for (verb, count) in earlier.byVerb { difference.byVerb[verb, default: 0] -= count }
    return difference
  }
}
