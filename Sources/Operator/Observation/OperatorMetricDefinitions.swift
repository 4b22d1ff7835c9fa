package import Metering

/// Names, types, labels and help texts; those that controller-runtime 0.2x or client-go have are theirs to the letter.
package enum OperatorMetricDefinitions {
  package static let all =
    [
      reconciles, reconcileErrors, terminalErrors, panics, reconcileTime, workers, activeWorkers,
      depth, delayed, adds, queueDuration, workDuration, unfinishedWork, longestRunning, retries,
      requests, requestDuration, leads, slowPaths, cacheObjects, cacheSynced, cacheLag,
      cacheRelists, watchAge, watches, watchEvents, watchFailures, suppressedWrites,
    ] + aboutRollouts + aboutForecasts

  private static let controller = ["controller"]
  private static let queue = ["name", "controller"]
  private static let resource = ["resource"]

  static let reconciles = MetricDefinition(
    "controller_runtime_reconcile_total",
    .counter,
    labels: ["controller", "result"],
    "Total number of reconciliations per controller"
  )
  static let reconcileErrors = MetricDefinition(
    "controller_runtime_reconcile_errors_total",
    .counter,
    labels: controller,
    "Total number of reconciliation errors per controller"
  )
  static let terminalErrors = MetricDefinition(
    "controller_runtime_terminal_reconcile_errors_total",
    .counter,
    labels: controller,
    "Total number of terminal reconciliation errors per controller"
  )
  static let panics = MetricDefinition(
    "controller_runtime_reconcile_panics_total",
    .counter,
    labels: controller,
    "Total number of reconciliation panics per controller"
  )
  static let reconcileTime = MetricDefinition(
    "controller_runtime_reconcile_time_seconds",
    .histogram,
    labels: controller,
    "Length of time per reconciliation per controller"
  )
  static let workers = MetricDefinition(
    "controller_runtime_max_concurrent_reconciles",
    .gauge,
    labels: controller,
    "Maximum number of concurrent reconciles per controller"
  )
  static let activeWorkers = MetricDefinition(
    "controller_runtime_active_workers",
    .gauge,
    labels: controller,
    "Number of currently used workers per controller"
  )

  static let depth = MetricDefinition(
    "workqueue_depth",
    .gauge,
    labels: queue,
    "Current depth of workqueue"
  )
  static let delayed = MetricDefinition(
    "physics_operator_workqueue_delayed",
    .gauge,
    labels: queue,
    "Keys that wait for their time: back-offs and wake-ups"
  )
  static let adds = MetricDefinition(
    "workqueue_adds_total",
    .counter,
    labels: queue,
    "Total number of adds handled by workqueue"
  )
  static let queueDuration = MetricDefinition(
    "workqueue_queue_duration_seconds",
    .histogram,
    labels: queue,
    "How long in seconds an item stays in workqueue before being requested"
  )
  static let workDuration = MetricDefinition(
    "workqueue_work_duration_seconds",
    .histogram,
    labels: queue,
    "How long in seconds processing an item from workqueue takes."
  )
  static let unfinishedWork = MetricDefinition(
    "workqueue_unfinished_work_seconds",
    .gauge,
    labels: queue,
    "How many seconds of work has been done that is in progress and hasn't been observed by "
      + "work_duration. Large values indicate stuck threads. One can deduce the number of stuck "
      + "threads by observing the rate at which this increases."
  )
  static let longestRunning = MetricDefinition(
    "workqueue_longest_running_processor_seconds",
    .gauge,
    labels: queue,
    "How many seconds has the longest running processor for workqueue been running."
  )
  static let retries = MetricDefinition(
    "workqueue_retries_total",
    .counter,
    labels: queue,
    "Total number of retries handled by workqueue"
  )

  static let requests = MetricDefinition(
    "rest_client_requests_total",
    .counter,
    labels: ["code", "host", "method"],
    "Number of HTTP requests, partitioned by status code, method, and host."
  )
  static let requestDuration = MetricDefinition(
    "rest_client_request_duration_seconds",
    .histogram,
    labels: ["host", "verb"],
    "Request latency in seconds. Broken down by verb, and host."
  )

  private static let leaseNote =
    "'name' is the string used to identify the lease. Please make sure to group by name."
  static let leads = MetricDefinition(
    "leader_election_master_status",
    .gauge,
    labels: ["name"],
    "Gauge of if the reporting system is master of the relevant lease, 0 indicates backup, "
      + "1 indicates master. \(leaseNote)"
  )
  static let slowPaths = MetricDefinition(
    "leader_election_slowpath_total",
    .counter,
    labels: ["name"],
    "Total number of slow path exercised in renewing leader leases. \(leaseNote)"
  )
}

/// Ours.
extension OperatorMetricDefinitions {
  static let cacheObjects = MetricDefinition(
    "physics_operator_cache_objects",
    .gauge,
    labels: resource,
    "Objects in the cache"
  )
  static let cacheSynced = MetricDefinition(
    "physics_operator_cache_synced",
    .gauge,
    labels: resource,
    "1 once the cache has read its collection as a whole"
  )
  static let cacheLag = MetricDefinition(
    "physics_operator_cache_lag_seconds",
    .gauge,
    labels: resource,
    "Seconds since the API server last told the cache anything, a bookmark at least: it is at most "
      + "so far behind. Servers send a bookmark about once a minute."
  )
  static let cacheRelists = MetricDefinition(
    "physics_operator_cache_relists_total",
    .counter,
    labels: resource,
    "Complete reads of the collection beyond the first one"
  )
  static let watchAge = MetricDefinition(
    "physics_operator_watch_age_seconds",
    .gauge,
    labels: resource,
    "How long the watch has been open; absent while there is none"
  )
  static let watches = MetricDefinition(
    "physics_operator_watches_total",
    .counter,
    labels: resource,
    "Watches opened"
  )
  static let watchEvents = MetricDefinition(
    "physics_operator_watch_events_total",
    .counter,
    labels: resource,
    "Events received, bookmarks included"
  )
  static let watchFailures = MetricDefinition(
    "physics_operator_watch_failures_total",
    .counter,
    labels: resource,
    "Lists and watches refused, and streams broken"
  )
  static let suppressedWrites = MetricDefinition(
    "physics_operator_noop_writes_suppressed_total",
    .counter,
    "Objects and statuses that were compared and not sent, because the write would have changed "
      + "nothing"
  )
}
