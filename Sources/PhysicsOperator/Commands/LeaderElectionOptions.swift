import APIMachinery
import ArgumentParser
import ControllerRuntime
import FoundationEssentials
import Time

/// Whether a process shares its work with others, and by which lease.
struct LeaderElectionOptions: ParsableArguments {
  // Off on a laptop: whoever starts an operator by hand wants that one to work, now, and may have no right to leases.
  @Flag(
    inversion: .prefixedNo,
    help: "Work only while holding a lease; default: in a pod yes, elsewhere no."
  )
  var leaderElect: Bool?

  @Option(help: "A lease that is not renewed for so long may be taken by another process.")
  var leaderElectLeaseDuration = "15s"

  @Option(help: "The leader stops when it could not renew the lease for so long.")
  var leaderElectRenewDeadline = "10s"

  @Option(help: "The time between two renewals.")
  var leaderElectRetryPeriod = "2s"

  @Option(help: "The name of the lease.")
  var leaderElectResourceName = "physics-operator"

  @Option(help: "The namespace of the lease; default: POD_NAMESPACE, else the context's.")
  var leaderElectResourceNamespace: String?

  func validate() throws {
    do {
      _ = try timings
    } catch let error as LeaseTimingsError {
      throw ValidationError("\(error)")
    }
  }

  /// The lease to contend for; `nil` when this process works without one.
  func settings(
    isInCluster: Bool,
    instance: String,
    namespace: String,
    drainLimit: Duration
  ) throws -> LeaseSettings? {
    guard leaderElect ?? isInCluster else { return nil }
    var timings = try timings
    timings.drainLimit = drainLimit
    return LeaseSettings(
      key: ObjectKey(
        namespace: leaderElectResourceNamespace ?? namespace,
        name: leaderElectResourceName
      ),
      identity: "\(instance)_\(UUID().uuidString.lowercased())",
      timings: timings
    )
  }

  private var timings: LeaseTimings {
    get throws {
      try LeaseTimings(
        leaseDuration: duration("--leader-elect-lease-duration", leaderElectLeaseDuration),
        renewDeadline: duration("--leader-elect-renew-deadline", leaderElectRenewDeadline),
        retryPeriod: duration("--leader-elect-retry-period", leaderElectRetryPeriod)
      )
    }
  }

  private func duration(_ flag: String, _ text: String) throws -> Duration {
    guard let duration = Duration(goDuration: text) else {
      throw ValidationError("\(flag) must be a duration like 15s, not \(text)")
    }
    return duration
  }
}
