import Time

/// Where a pod is between its creation and its end; a case carries what is true in it.
enum PodLife: Hashable, Sendable {
  /// No node has been chosen.
  case unscheduled
  /// A node fetches the image and creates the container.
  case pulling(until: Timestamp)
  /// The image cannot be fetched; `backsOff` after the first failure.
  case pullFailed(backsOff: Bool, until: Timestamp)
  case starting(since: Timestamp, readyAt: Timestamp?)
  case ready(since: Timestamp, startedAt: Timestamp)
  /// The process has ended; the kubelet starts it again.
  case crashed(until: Timestamp, backsOff: Bool)
  /// The node is gone, and the process with it; until the cluster notices, the pod looks as ready as it was.
  case lost(since: Timestamp, looksReadySince: Timestamp?)

  /// When the present process was started.
  var startedAt: Timestamp? {
    switch self {
    case .starting(let since, _): since
    case .ready(_, let startedAt): startedAt
    case .unscheduled, .pulling, .pullFailed, .crashed, .lost: nil
    }
  }

  /// Since when the API shows it as ready.
  var readySince: Timestamp? {
    switch self {
    case .ready(let since, _): since
    case .lost(_, let looksReadySince): looksReadySince
    case .unscheduled, .pulling, .pullFailed, .starting, .crashed: nil
    }
  }

  var isReady: Bool { readySince != nil }
}
