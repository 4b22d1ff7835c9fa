import KubernetesClient
import CurlTransport
import APIMachinery
import ArgumentParser
import JSON
import PhysicsResources
import Planning
import Time

/// Dry-run reconciliation: the same decisions as the operator's, printed instead of written.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Prints what the operator would write. Exit 0: nothing; 2: changes; 1: an error."
  )

  enum Output: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Option(name: .short, help: "A file, a folder or - for standard input; may be repeated.")
  var f: [String]

  @Option(help: "Compare with the objects dumped into this folder.")
  var observed: String?

  @Option(help: "Compare with the cluster of this kubeconfig.")
  var kubeconfig: String?

  @Option(help: "The context of the kubeconfig; default: its current one.")
  var context: String?

  @Option(name: [.short, .long], help: "The namespace of objects that name none.")
  var namespace: String?

  @Option(help: "The instant to plan for, RFC 3339; default: now.")
  var now: String?

  @Option(name: [.customShort("o"), .long], help: "text or json.")
  var output = Output.text

  func validate() throws {
    guard !f.isEmpty else { throw ValidationError("give at least one file with -f") }
    guard observed == nil || kubeconfig == nil else {
      throw ValidationError("--observed and --kubeconfig exclude each other; give one of them")
    }
    if let now, Timestamp(rfc3339: now) == nil {
      throw ValidationError("--now must be RFC 3339 like 2026-01-31T12:00:00Z, not \(now)")
    }
  }

  func run() async throws {
    let (world, namespace) = try await world()
    let input = try PlanInput(f, namespace: namespace)
    let instant = now.flatMap(Timestamp.init(rfc3339:)) ?? SystemClock().timestamp.wholeSeconds
    let plans = try input.resources.map { object in
      (object.key, try plan(object, beside: input.configMaps, in: world, at: instant))
    }
    show(plans)
    let hasChanges = plans.contains { !$0.1.actions.isEmpty }
    if hasChanges { throw ExitCode(2) }
  }

  private func world() async throws -> (ObservedWorld, namespace: String) {
    if let observed { return (try .folder(observed), namespace ?? "default") }
    guard kubeconfig != nil else { return (.none, namespace ?? "default") }
    var options = ClusterOptions()
    options.kubeconfig = kubeconfig
    options.context = context
    let connection = try ClusterConnection(options)
    let namespace = namespace ?? connection.configuration.namespace
    let world = try await ObservedWorld.cluster(connection.client, namespace: namespace)
    await connection.transport.shutdown()
    return (world, namespace)
  }

  private func plan(
    _ object: APIObject,
    beside configMaps: [APIObject],
    in world: ObservedWorld,
    at now: Timestamp
  ) throws -> Plan {
    let resource = try PhysicsAPI(object: merged(object, in: world))
    let names = ConfigMapReferences.names(in: resource.spec.workload)
    let contents = names.map { name -> (String, ConfigMapContent) in
      let key = ObjectKey(namespace: resource.namespace, name: name)
      let found = configMaps.first { $0.key == key } ?? world.object(.configMaps, key)
      return (name, found.map { .found($0) } ?? (world.isComplete ? .missing : .unknown))
    }
    return Planning.plan(
      Observation(
        now: now,
        resource: resource,
        children: world.children(of: resource.key),
        configMaps: Dictionary(uniqueKeysWithValues: contents),
        capabilities: world.capabilities,
        floorEvidence: .held(for: resource, at: now)
      )
    )
  }

  /// The user's spec over what the cluster knows of the resource.
  private func merged(_ object: APIObject, in world: ObservedWorld) -> APIObject {
    guard let live = world.object(.physicsAPIs, object.key) else { return object }
    var merged = live
    merged.json["spec"] = object.json["spec"]
    return merged
  }

  private func show(_ plans: [(ObjectKey, Plan)]) {
    switch output {
    case .text:
      let texts = plans.map { PlanText(resource: $0.0, plan: $0.1).text }
      print(texts.joined(separator: "\n\n"))
    case .json:
      let documents = plans.map { PlanDocument($0.1).json }
      print((documents.count == 1 ? documents[0] : .array(documents)).prettyJSONText)
    }
  }
}
