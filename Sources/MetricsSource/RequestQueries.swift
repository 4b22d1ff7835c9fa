import Time

/// PromQL for the pods of one revision, in the words of a service's metric names.
///
/// Sums over all series, so that each answer is one number. User traffic only: series of excluded paths are left out, and what counts as an
/// error is a status that begins with 5, exactly as for scraped pods.
package struct RequestQueries: Hashable, Sendable {
  package let names: MetricNames
  /// Label matchers without braces: `namespace="physics",pod=~"fisica-api-a1b2c3d4-.*"`.
  package let selector: String
  package let excludedPaths: [String]

  package init(names: MetricNames, selector: String, excludedPaths: [String]) {
    self.names = names
    self.selector = selector
    self.excludedPaths = excludedPaths
  }

  /// User requests in the window.
  package func requests(over window: Duration) -> String {
    "sum(increase(\(series(names.requestsTotal, traffic))\(range(window))))"
  }

  /// Those of them that ended in 5xx; zero where no such series exists yet.
  package func errors(over window: Duration) -> String {
    let failed = traffic + ["\(names.statusLabel)=~\"5.*\""]
    return "(sum(increase(\(series(names.requestsTotal, failed))\(range(window)))) or vector(0))"
  }

  /// The share of errors, 0 to 1; NaN without requests.
  package func errorShare(over window: Duration) -> String {
    "\(errors(over: window)) / \(requests(over: window))"
  }

  package func requestsPerSecond(over window: Duration) -> String {
    "sum(rate(\(series(names.requestsTotal, traffic))\(range(window))))"
  }

  /// Seconds.
  package func latency(quantile: Double, over window: Duration) -> String {
    let buckets = series(names.durationBuckets, traffic)
    return "histogram_quantile(\(quantile), sum by (le) (rate(\(buckets)\(range(window)))))"
  }

  /// Seconds; NaN without requests.
  package func meanLatency(over window: Duration) -> String {
    let sum = series(names.durationSum, traffic)
    let count = series(names.durationCount, traffic)
    return "sum(rate(\(sum)\(range(window)))) / sum(rate(\(count)\(range(window))))"
  }

  /// Cores, added up over the pods.
  package func cpuCores(over window: Duration) -> String {
    "sum(rate(\(series(names.cpuSeconds, []))\(range(window))))"
  }

  /// Bytes, added up over the pods.
  package var memoryBytes: String { "sum(\(series(names.memoryBytes, [])))" }

  /// Percent, the mean over the pods.
  package var gpuPercent: String { "avg(\(series(names.gpuPercent, [])))" }

  /// Added up over the pods.
  package var queueDepth: String { "sum(\(series(names.queueDepth, [])))" }

  /// Prometheus anchors its expressions, ours search anywhere; `.*` on both sides makes them the same.
  private var traffic: [String] {
    guard !names.pathLabel.isEmpty, !excludedPaths.isEmpty else { return [] }
    let alternatives = excludedPaths.map { "(?:\($0))" }.joined(separator: "|")
    return ["\(names.pathLabel)!~\"\(".*(?:\(alternatives)).*".promQLEscaped)\""]
  }

  private func series(_ name: String, _ matchers: [String]) -> String {
    let all = (selector.isEmpty ? [] : [selector]) + matchers
    return all.isEmpty ? name : "\(name){\(all.joined(separator: ","))}"
  }

  private func range(_ window: Duration) -> String { "[\(window.goDuration)]" }
}

extension String {
  /// Inside a double-quoted PromQL string.
  fileprivate var promQLEscaped: String {
    reduce(into: "") { escaped, character in
      switch character {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.append(character)
      }
    }
  }
}
