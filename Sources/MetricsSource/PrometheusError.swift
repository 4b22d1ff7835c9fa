package import Transport

/// Why Prometheus gave no usable answer.
package enum PrometheusError: Error, Hashable, Sendable {
  case transfer(TransferError)
  /// Not Prometheus' JSON: a proxy's page, or a login.
  case status(Int)
  /// Prometheus itself refuses: `bad_data`, `timeout`, `execution`…
  case refused(kind: String, message: String)
  case malformed(String)
  /// The expression selects no series.
  case noData(query: String)
  /// NaN or an infinity, usually a division by a rate of zero.
  case notANumber(query: String)
}

extension PrometheusError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .transfer(let error):
      "Prometheus cannot be asked: \(error)"
    case .status(let code):
      "Prometheus answered \(code) without saying why; check spec.metrics.prometheus.url and its credentials"
    case .refused(let kind, let message):
      "Prometheus refused the query (\(kind)): \(message)"
    case .malformed(let problem):
      "the answer is not that of Prometheus' HTTP API: \(problem); check spec.metrics.prometheus.url"
    case .noData(let query):
      "Prometheus has no series for \(query); check that it scrapes the pods and that the selector is right"
    case .notANumber(let query):
      "Prometheus' answer to \(query) is not a number"
    }
  }
}
