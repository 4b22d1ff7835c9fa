import JSON
import Transport

/// What a collector reads from an export.
extension HTTPRequest {
  var spans: [JSONValue] {
    let json = try? JSONValue(parsing: body)
    return (json?["resourceSpans"]?.arrayValue ?? []).flatMap { resource in
      (resource["scopeSpans"]?.arrayValue ?? []).flatMap { $0["spans"]?.arrayValue ?? [] }
    }
  }

  var spanNames: [String] { spans.map { $0["name"]?.stringValue ?? "" } }
}
