package import APIMachinery
package import EmbeddedAPIServer
import JSON
package import Time

/// A simulated cluster for one run of an operator that comes to it over the wire, with faults before it.
///
/// Assumes that its owner calls `step()` about once a second and that nobody but the operator sends requests to `handler`.
package final class TrialCluster: Sendable {
  /// What plans call whoever is on trial, whatever its `User-Agent` says.
  package static let client = "operator"

  package let ledger: TrialLedger
  /// Serves the operator.
  package let handler: TrialGate
  private let faults: FaultInjector
  private let struck: StruckRules
  private let cluster: SimulatedCluster
  private let clock: any WallClock
  /// Where objects go that name no namespace.
  private let namespace: String

  /// - Parameter streamsLists: whether watches may begin without a list; plans about lists need `false`.
  package init(
    _ settings: ClusterSettings,
    clock: any WallClock,
    namespace: String,
    streamsLists: Bool
  ) {
    let ledger = TrialLedger { clock.timestamp }
    self.ledger = ledger
    self.clock = clock
    self.namespace = namespace
    cluster = SimulatedCluster(
      settings,
      now: { clock.timestamp },
      configuration: EmbeddedAPIServer.Configuration(
        streamsLists: streamsLists,
        installsGatewayAPI: true,
        onWrite: { ledger.note($0) },
        onRequest: { ledger.note($0) }
      )
    )
    let struck = StruckRules()
    self.struck = struck
    faults = FaultInjector(
      cluster.server,
      script: FaultScript(),
      seed: settings.seed,
      clock: clock,
      client: Self.client,
      onFault: { struck.note($0) }
    )
    handler = TrialGate(faults, ledger)
  }

  package var now: Timestamp { clock.timestamp }

  package func step() {
    cluster.step(to: clock.timestamp)
  }

  package func send(requestsPerSecond rate: Double, to application: ObjectKey) {
    cluster.send(.constant(requestsPerSecond: rate), to: application)
  }

  /// Hears the operator again and treats it as a script says, whose times and requests count from now on.
  package func plant(_ script: FaultScript) {
    struck.beginLife()
    faults.revive(Self.client)
    faults.plant(script)
  }

  package var hasCrashed: Bool { faults.hasCrashed(Self.client) }

  /// Ends what a process that is dead still waits for: what a fault holds back is carried out now, and not in the next life.
  package func bury() async {
    await handler.bury()
  }

  /// The sentences of a plan that no request has met.
  package func unstruck(of plan: LifePlan) -> [String] {
    struck.unstruck(of: plan)
  }

  /// Creates objects, or replaces what somebody decides about those that are there.
  package func apply(_ manifest: TrialManifest) throws(TrialError) {
    for entry in manifest.inOrder { try apply(entry) }
  }

  private func apply(_ entry: TrialManifest.Entry) throws(TrialError) {
    let users = cluster.server.objects.acting(as: "kubectl")
    let object = entry.object
    guard let type = users.type(apiVersion: object.apiVersion, kind: object.kind) else {
      throw TrialError(
        "\(entry.path): no kind \(object.kind) of \(object.apiVersion) is served; "
          + "add its CustomResourceDefinition to --apply, or leave the object away"
      )
    }
    let placed = object.placed(in: type.isNamespaced ? namespace : nil)
    do throws(APIStatus) {
      guard let present = users.get(type, placed.key) else {
        try users.create(type, placed)
        return
      }
      try users.update(type, present.taking(placed))
    } catch {
      throw TrialError(
        "\(entry.path): the server refuses \(object.kind) \(placed.key): \(error.message); "
          + "mend the object"
      )
    }
  }

  /// Begins to count what a change consists of.
  package func beginChange() {
    ledger.begin()
  }

  package var census: ChangeCensus { ledger.census }

  package func picture(without exemptions: [TrialExemption]) -> TrialPicture {
    let objects = cluster.server.objects
    return TrialPicture(
      of: objects.types.flatMap { objects.list($0) },
      without: exemptions
    )
  }
}

extension APIObject {
  /// - Parameter namespace: `nil` for a kind that has none.
  fileprivate func placed(in namespace: String?) -> APIObject {
    guard let namespace, self.namespace.isEmpty else { return self }
    var object = self
    object.metadata["namespace"] = .string(namespace)
    return object
  }

  /// What `wanted` says and nothing else, but for metadata and status; labels and annotations of others stay.
  fileprivate func taking(_ wanted: APIObject) -> APIObject {
    var object = wanted
    object.metadata = metadata
    object.json["status"] = json["status"]
    if !wanted.labels.isEmpty {
      object.metadata["labels"] = .object(labels.merging(wanted.labels))
    }
    if !wanted.annotations.isEmpty {
      object.metadata["annotations"] = .object(annotations.merging(wanted.annotations))
    }
    return object
  }
}
