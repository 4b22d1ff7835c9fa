import Transport

/// `/healthz`, `/livez` and `/readyz`: the server is well as long as it answers.
enum HealthChecks {
  /// The checks that people ask for by name.
  private static let names = ["ping", "log", "etcd"]
  private static let endpoints = ["healthz", "livez", "readyz"]

  static var paths: [String] {
    endpoints.flatMap { endpoint in ["/\(endpoint)"] + names.map { "/\(endpoint)/\($0)" } }
  }

  static func answer(_ request: APIRequest) -> Answer {
    let endpoint = request.segments[0]
    if request.segments.count > 1 {
      let isKnown = request.segments.count == 2 && names.contains(request.segments[1])
      return isKnown ? .text("ok", status: 200) : .unknownPath
    }
    guard request.query["verbose"] != nil else { return .text("ok", status: 200) }
    let excluded = request.query.values("exclude")
    let lines = names.map { name in
      excluded.contains(name) ? "[+]\(name) excluded: ok" : "[+]\(name) ok"
    }
    let text = (lines + ["\(endpoint) check passed"]).joined(separator: "\n") + "\n"
    return .text(text, status: 200)
  }
}
