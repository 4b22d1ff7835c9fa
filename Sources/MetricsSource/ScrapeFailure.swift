package import Transport

/// Why a pod's metrics could not be read.
package enum ScrapeFailure: Error, Hashable, Sendable {
  case transfer(TransferError)
  /// The pod answered, but not with 2xx.
  case status(Int)
  case malformed(ExpositionError)
  case impossible(PodScrape.ImpossibleCounter)
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
    }
  }
}
