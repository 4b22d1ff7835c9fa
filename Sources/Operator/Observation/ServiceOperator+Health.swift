import ControllerRuntime
package import Observability
import Time

/// What the probes ask.
extension ServiceOperator {
  /// A follower is alive, and so is a leader that lost its lease and stopped; one whose work goes on without the lease is not (L6).
  package var liveness: HealthReport {
    HealthReport([ping] + election(problem: fatalProblem))
  }

  /// A follower with its caches in step is ready: it can lead within a request.
  package var readiness: HealthReport {
    let start = startProblem
    let server = HealthReport.Check(
      "api-server",
      isHealthy: start == nil,
      start ?? "it has told what it serves"
    )
    return HealthReport([ping, server] + (caches ?? []).map(\.check) + election(problem: nil))
  }

  private var ping: HealthReport.Check {
    HealthReport.Check("ping", isHealthy: true, "the process answers")
  }

  /// No check without leader election.
  private func election(problem: String?) -> [HealthReport.Check] {
    guard let leadership else { return [] }
    return [
      HealthReport.Check("leader-election", isHealthy: problem == nil, problem ?? leadership)
    ]
  }
}

extension CacheState {
  /// One check per copy, so that the probe's own text says which one is behind, and how far.
  fileprivate var check: HealthReport.Check {
    let name = "cache/\(resource)"
    guard let problem else { return .init(name, isHealthy: true, "in step") }
    let age = lag.map { "; the copy is \(Duration.seconds($0.components.seconds).goDuration) old" }
    return HealthReport.Check(name, isHealthy: false, problem + (age ?? ""))
  }
}
