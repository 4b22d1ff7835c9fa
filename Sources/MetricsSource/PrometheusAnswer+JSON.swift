import JSON
import Time
import Transport

extension PrometheusAnswer {
  /// Decodes a response of `/api/v1/query` or `/api/v1/query_range`; refusals arrive as JSON with a status of 4xx or 5xx.
  init(_ response: HTTPResponse, to query: String) throws(PrometheusError) {
    guard ![401, 403].contains(response.head.status) else { throw .status(response.head.status) }
    let json: JSONValue
    do throws(JSONSyntaxError) {
      json = try JSONValue(parsing: response.body)
    } catch {
      throw response.head.isSuccess ? .malformed("\(error)") : .status(response.head.status)
    }
    if json["status"]?.stringValue == "error" {
      throw .refused(
        kind: json["errorType"]?.stringValue ?? "unknown",
        message: json["error"]?.stringValue ?? "no message"
      )
    }
    guard response.head.isSuccess else { throw .status(response.head.status) }
    guard json["status"]?.stringValue == "success", let data = json["data"] else {
      throw .malformed("there is no \"status\": \"success\" with \"data\"")
    }
    self.query = query
    self.value = try PrometheusValue(json: data, of: query)
    self.warnings = (json["warnings"]?.arrayValue ?? []).compactMap(\.stringValue)
      .filter { !$0.hasPrefix(Self.advice) }
  }

  /// What some versions of Prometheus warn of is advice about style, such as a counter without `_total`: the answer is whole.
  private static let advice = "PromQL info"
}

extension PrometheusValue {
  fileprivate init(json: JSONValue, of query: String) throws(PrometheusError) {
    guard let kind = json["resultType"]?.stringValue, let result = json["result"] else {
      throw .malformed("\"data\" has no \"resultType\" and \"result\"")
    }
    switch kind {
    case "scalar": self = .scalar(try Point(json: result))
    case "vector": self = .vector(try Self.series(result, points: "value"))
    case "matrix": self = .matrix(try Self.series(result, points: "values"))
    default: throw .notAValue(kind: kind, query: query)
    }
  }

  private static func series(
    _ json: JSONValue,
    points key: String
  ) throws(PrometheusError) -> [Series] {
    guard let elements = json.arrayValue else { throw .malformed("\"result\" is not a list") }
    var series: [Series] = []
    for element in elements {
      series.append(try Series(json: element, points: key))
    }
    return series
  }
}

extension PrometheusValue.Series {
  fileprivate init(json: JSONValue, points key: String) throws(PrometheusError) {
    guard let metric = json["metric"]?.objectValue, let stored = json[key]?.arrayValue else {
      throw .malformed("a series has no \"metric\" and \"\(key)\"")
    }
    labels = metric.members.compactMap { member in
      member.value.stringValue.map { ExpositionSample.Label(member.key, $0) }
    }
    var points: [PrometheusValue.Point] = []
    for point in key == "value" ? [.array(stored)] : stored {
      points.append(try PrometheusValue.Point(json: point))
    }
    self.points = points
  }
}

extension PrometheusValue.Point {
  /// `[1767225600.123, "0.5"]`: seconds, and the value as text so that NaN and infinities pass.
  fileprivate init(json: JSONValue) throws(PrometheusError) {
    guard let pair = json.arrayValue, pair.count == 2, let seconds = pair[0].doubleValue,
      abs(seconds) < 1e12, let value = pair[1].stringValue.flatMap(Double.init(expositionValue:))
    else {
      throw .malformed("a point is not [seconds, \"value\"]")
    }
    at = Timestamp(sinceEpoch: .milliseconds(Int64((seconds * 1_000).rounded())))
    self.value = value
  }
}
