package import Transport

/// Why Prometheus gave no usable answer; each says what to do about it.
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
  /// Several series where one number was asked for: which of them is meant, nobody can know.
  case manySeries(count: Int, query: String)
  /// A string, or a range of samples.
  case notAValue(kind: String, query: String)
  /// Not all of Prometheus answered, so that what did may be too low.
  case partial(warnings: [String])
  /// `$(name)` with a name that means nothing.
  case unknownVariable(String)
  /// A query about pods while there are none: an empty pattern would select everybody else's.
  case noPods
}

extension PrometheusError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .transfer(let error):
      "Prometheus cannot be asked: \(error)"
    case .status(let code):
      Self.sentence(status: code)
    case .refused(let kind, let message):
      Self.sentence(refusal: kind, message)
    case .malformed(let problem):
      "the answer is not that of Prometheus' HTTP API: \(problem); check spec.metrics.prometheus.url"
    case .noData(let query):
      "Prometheus has no series for \(query.excerpt); check the names of metrics and labels in it, "
        + "and that Prometheus scrapes the pods"
    case .notANumber(let query):
      "Prometheus' answer to \(query.excerpt) is not a number, usually because it divides by zero; "
        + "divide by (… > 0) and end with \"or vector(0)\" if nothing to divide by is fine"
    case .manySeries(let count, let query):
      "Prometheus has \(count) series for \(query.excerpt), and a check needs one number; "
        + "aggregate them with sum(), max() or avg()"
    case .notAValue(let kind, let query):
      "Prometheus' answer to \(query.excerpt) is a \(kind), and a check needs one number; "
        + "use a function that makes one, such as sum(rate(…))"
    case .partial(let warnings):
      "Prometheus' answer is not complete (\(warnings.joined(separator: "; "))); "
        + "mend what it warns of, or the canary is not judged"
    case .unknownVariable(let name):
      "$(\(name)) means nothing in a query; use $(revision), $(pods) or $(window)"
    case .noPods:
      "the query asks for $(pods), and the canary has no pods yet; "
        + "wait for them, or select by $(revision)"
    }
  }

  private static func sentence(status code: Int) -> String {
    let said = "Prometheus answered \(code) without saying why"
    return switch code {
    case 401, 403:
      "Prometheus answered \(code): credentials are missing or wrong; let "
        + "spec.metrics.prometheus.authSecretName name a Secret with token, or username and password"
    case 300..<400:
      "Prometheus answered \(code), a redirect, which is not followed; "
        + "set spec.metrics.prometheus.url to where it leads"
    case 500...:
      "\(said); check that it is up, and what stands before it"
    default:
      "\(said); check spec.metrics.prometheus.url"
    }
  }

  private static func sentence(refusal kind: String, _ message: String) -> String {
    let said = "Prometheus refused the query (\(kind)): \(message)"
    return switch kind {
    case "bad_data", "execution": "\(said); correct the query"
    case "timeout", "too_many_requests", "unavailable": "\(said); ask for less, or less often"
    default: said
    }
  }
}

extension String {
  /// Enough of a query to know it by; a condition is no place for 4,000 characters.
  fileprivate var excerpt: String { count <= 200 ? self : "\(prefix(199))…" }
}
