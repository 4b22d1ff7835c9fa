import JSON
import Testing

/// Alerts and the dashboard ask for nothing that nobody exports.
@Suite("Metrics in alerts and on the dashboard")
struct MetricNameTests {
  /// Of the services, and of kube-state-metrics.
  private static let others: Set = [
    "http_requests_total", "kube_horizontalpodautoscaler_status_current_replicas",
    "kube_horizontalpodautoscaler_spec_max_replicas",
  ]

  @Test(
    "every metric of an alert or a panel is one that the operator exports, or a known one of others"
  )
  func known() throws {
    let exported = try Self.exported()
    #expect(exported.count > 30)
    for query in try Self.queries() {
      for name in Self.names(in: query) {
        let isKnown =
          exported.contains(name) || Self.others.contains(name)
        #expect(isKnown, "nobody exports \(name), which is asked for in \(query)")
      }
    }
  }

  @Test("each alert has its page, and each page its alert")
  func runbooks() throws {
    let alerts = try Self.rules().compactMap { $0["alert"]?.stringValue }
    let pages = try ProjectFiles.text("docs/runbooks.md").split(separator: "\n")
      .filter { $0.hasPrefix("## ") }
      .map { String($0.dropFirst(3)) }
    #expect(alerts == pages)
    for rule in try Self.rules() {
      let name = try #require(rule["alert"]?.stringValue)
      let address = rule["annotations"]?["runbook_url"]?.stringValue ?? ""
      #expect(address.hasSuffix("docs/runbooks.md#\(name.lowercased())"), "\(address)")
    }
  }

  @Test("names are told from functions, labels, groupings and variables")
  func parsing() {
    let query = "sum by (name, le) (rate(a_bucket{code=~\"b_total|c\"}[5m])) / on (x) d:e > 0.5"
    #expect(Self.names(in: query) == ["a", "d:e"])
  }

  /// The first column of the tables in docs/observability.md, which a test holds against the code.
  private static func exported() throws -> Set<String> {
    let page = try ProjectFiles.text("docs/observability.md")
    return Set(
      page.matches(of: /(?m)^\| `([a-z_]+)` \| (?:counter|gauge|histogram)\b/).map {
        String($0.output.1)
      }
    )
  }

  private static func rules() throws -> [JSONValue] {
    let files = try ProjectFiles.documents("charts/physics-operator/files/alerts.yaml")
    return files.flatMap { $0["groups"]?.arrayValue ?? [] }
      .flatMap { $0["rules"]?.arrayValue ?? [] }
  }

  private static func queries() throws -> [String] {
    let alerts = try rules().compactMap { $0["expr"]?.stringValue }
    let text = try ProjectFiles.text("charts/physics-operator/files/dashboard.json")
    let dashboard = try JSONValue(parsing: text)
    let panels = (dashboard["panels"]?.arrayValue ?? [])
      .flatMap { $0["targets"]?.arrayValue ?? [] }
      .compactMap { $0["expr"]?.stringValue }
    #expect(alerts.count > 10)
    #expect(panels.count > 15)
    return alerts + panels
  }

  /// The names of metrics in a query, without the endings of a histogram's series.
  static func names(in query: String) -> [String] {
    let bare =
      query
      .replacing(/"[^"]*"/, with: "")
      .replacing(/\{[^}]*\}|\[[^\]]*\]/, with: " ")
      .replacing(/\b(by|on|without|ignoring|group_left|group_right) *\([^)]*\)/, with: " ")
    return bare.matches(of: /([a-zA-Z0-9_:.]+) *(\(?)/)
      .filter { $0.output.2.isEmpty && $0.output.1.first?.isNumber == false }
      .map { String($0.output.1) }
      .filter { !["and", "or", "unless", "bool", "offset", "by"].contains($0) }
      .map { $0.replacing(/_(bucket|sum|count)$/, with: "") }
  }
}
