import JSON
import APIMachinery

/// Pods that can answer a scrape: running and not on their way out.
enum ServingPods {
  static func of(_ pods: [APIObject]) -> [APIObject] {
    pods.filter { $0.status["phase"]?.stringValue == "Running" && !$0.isBeingDeleted }
  }
}
