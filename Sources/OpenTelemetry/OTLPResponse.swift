import JSON
import Transport

/// An `ExportTraceServiceResponse`; a body that is none says that all is well.
struct OTLPResponse {
  let rejectedSpans: Int

  init(_ response: HTTPResponse) {
    let json = try? JSONValue(parsing: response.body)
    let rejected = json?["partialSuccess"]?["rejectedSpans"]
    rejectedSpans = rejected?.intValue ?? rejected?.stringValue.flatMap { Int($0) } ?? 0
  }
}
