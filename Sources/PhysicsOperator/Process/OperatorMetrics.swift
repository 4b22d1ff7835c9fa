import ControllerRuntime

/// The operator's own metrics in Prometheus text format, under controller-runtime's names where those exist.
struct OperatorMetrics {
  private let statistics: RuntimeStatistics?

  init(_ statistics: RuntimeStatistics?) {
    self.statistics = statistics
  }

  var exposition: String {
    guard let statistics else { return "" }
    var text = ""
    for (name, help, kind, value) in Self.queueMetrics {
      text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
      for queue in statistics.queues {
        text += "\(name){name=\"\(queue.controller)\"} \(value(queue.counters))\n"
      }
    }
    for (name, help, kind, value) in Self.reflectorMetrics {
      text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
      for reflector in statistics.reflectors {
        text += "\(name){resource=\"\(reflector.resource)\"} \(value(reflector))\n"
      }
    }
    if let isLeading = statistics.isLeading {
      let name = "leader_election_master_status"
      text += "# HELP \(name) Whether this process leads.\n# TYPE \(name) gauge\n"
      text += "\(name){name=\"physics-operator\"} \(isLeading ? 1 : 0)\n"
    }
    return text
  }

  private typealias QueueMetric = (String, String, String, (WorkQueueStatistics) -> Int)
  private typealias ReflectorMetric = (String, String, String, (RuntimeStatistics.Reflector) -> Int)

  private static var queueMetrics: [QueueMetric] {
    [
      ("workqueue_depth", "Keys that are due and not taken yet.", "gauge", \.depth),
      ("workqueue_retries_total", "Passes that ended in failure.", "counter", \.retries),
      ("workqueue_unfinished_work", "Keys that are being worked on.", "gauge", \.inProgress),
    ]
  }

  private static var reflectorMetrics: [ReflectorMetric] {
    [
      ("reflector_lists_total", "Complete reads of a collection.", "counter", \.counters.lists),
      ("reflector_watches_total", "Watches opened.", "counter", \.counters.watches),
      ("reflector_events_total", "Events received.", "counter", \.counters.events),
      (
        "reflector_failures_total", "Requests refused and streams broken.", "counter",
        \.counters.failures
      ),
      ("reflector_objects", "Objects in the cache.", "gauge", \.objects),
    ]
  }
}
