import APIMachinery
import Time

/// A fault in the metrics of one application, until it ends.
struct MetricsFaultWindow: Hashable, Sendable {
  let application: ObjectKey
  let fault: MetricsFault
  let until: Timestamp
}
