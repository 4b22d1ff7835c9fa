package import Transport

/// Why a pod's metrics could not be read.
package enum ScrapeFailure: Error, Hashable, Sendable {
  case transfer(TransferError)
  /// The pod answered, but not with 2xx.
  case status(Int)
  case malformed(ExpositionError)
  case impossible(PodScrape.ImpossibleCounter)
  case prometheus(PrometheusError)
  /// Prometheus knows nothing recent of the pod.
  case noSeries(selector: String)
  /// Prometheus itself cannot scrape the pod.
  case notUp
  /// Prometheus scrapes several processes of the pod, and which of them answers users is not said.
  case severalTargets([String])
}

extension ScrapeFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .transfer(let error):
      "\(error)"
    case .status(let code):
      "answered \(code) instead of 200; check spec.metrics.port and spec.metrics.path"
    case .malformed(let error):
      "the answer is not Prometheus text: \(error); check spec.metrics.path"
    case .impossible(let error):
      "\(error)"
    case .prometheus(let error):
      "\(error)"
    case .noSeries(let selector):
      "there is no recent sample of {\(selector)}; check that Prometheus scrapes the pod at least once a minute, "
        + "that its series carry the labels namespace and pod, and spec.metrics.prometheus.selector"
    case .notUp:
      "its last scrape of the pod failed (up is 0); look at Prometheus' page of targets"
    case .severalTargets(let instances):
      "it scrapes the pod at \(instances.joined(separator: " and ")), and who of them answers users is not said; "
        + "name it in spec.metrics.prometheus.selector, such as instance=\"\(instances.first ?? "")\""
    }
  }
}
