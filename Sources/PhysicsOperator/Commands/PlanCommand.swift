import KubernetesClient
import CurlTransport
import APIMachinery
import ArgumentParser
import JSON
import PhysicsResources
import Operator
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

  @Flag(help: "Let the server of --kubeconfig answer to each write with a dry run, too.")
  var server = false

  @Option(name: [.short, .long], help: "The namespace of objects that name none.")
  var namespace: String?

  @Option(help: "The instant to plan for, RFC 3339; default: now.")
  var now: String?

  @Option(help: "Requests per second, to say how long checks need; default: what the HPA reads.")
  var load: Double?

  @Flag(help: "Show the road of the next revision, too, where no rollout is ahead.")
  var road = false

  @Option(name: [.customShort("o"), .long], help: "text or json.")
  var output = Output.text

  func validate() throws {
    guard !f.isEmpty else { throw ValidationError("give at least one file with -f") }
    guard observed == nil || kubeconfig == nil else {
      throw ValidationError("--observed and --kubeconfig exclude each other; give one of them")
    }
    guard !server || kubeconfig != nil else {
      throw ValidationError("--server asks the cluster of a kubeconfig; give --kubeconfig FILE")
    }
    if let now, Timestamp(rfc3339: now) == nil {
      throw ValidationError("--now must be RFC 3339 like 2026-01-31T12:00:00Z, not \(now)")
    }
    if let load, !(load >= 0 && load < 1e9) {
      throw ValidationError("--load must be requests per second from 0 to 1e9, not \(load)")
    }
  }

  func run() async throws {
    let connection = try connection()
    let namespace = namespace ?? connection?.configuration.namespace ?? "default"
    let input = try PlanInput(f, namespace: namespace)
    let world = try await world(around: input, connection?.client)
    let instant = now.flatMap(Timestamp.init(rfc3339:)) ?? SystemClock().timestamp.wholeSeconds
    let rehearsal =
      server ? connection.map { Rehearsal(client: $0.client, clock: SystemClock()) } : nil
    var plans: [RehearsedPlan] = []
    for object in input.resources {
      plans.append(
        try await plan(object, beside: input.configMaps, in: world, at: instant, rehearsal)
      )
    }
    await connection?.transport.shutdown()
    show(plans)
    if plans.contains(where: \.isRefused) { throw ExitCode(1) }
    if plans.contains(where: { !$0.plan.actions.isEmpty }) { throw ExitCode(2) }
  }

  private func connection() throws -> ClusterConnection? {
    guard kubeconfig != nil else { return nil }
    var options = ClusterOptions()
    options.kubeconfig = kubeconfig
    options.context = context
    return try ClusterConnection(options)
  }

  private func world(
    around input: PlanInput,
    _ client: KubernetesClient?
  ) async throws -> ObservedWorld {
    if let observed { return try .folder(observed) }
    guard let client else { return .none }
    return try await .cluster(client, namespaces: Set(input.resources.map(\.namespace)).sorted())
  }

  /// With a server to ask, the plan begins with the resource as the server would store it.
  private func plan(
    _ object: APIObject,
    beside configMaps: [APIObject],
    in world: ObservedWorld,
    at now: Timestamp,
    _ rehearsal: Rehearsal?
  ) async throws -> RehearsedPlan {
    let live = world.object(.physicsAPIs, object.key)
    let wanted = merged(object, over: live)
    guard let rehearsal else {
      return try plan(wanted, beside: configMaps, in: world, at: now)
    }
    let stored: APIObject
    do throws(APIError) {
      stored = try await rehearsal.stored(wanted, over: live)
    } catch {
      var plan = try plan(wanted, beside: configMaps, in: world, at: now)
      plan.refusal = "\(error)"
      return plan
    }
    var plan = try plan(stored, beside: configMaps, in: world, at: now)
    plan.answers = await rehearsal.answers(to: plan.plan.actions)
    return plan
  }

  private func plan(
    _ object: APIObject,
    beside configMaps: [APIObject],
    in world: ObservedWorld,
    at now: Timestamp
  ) throws -> RehearsedPlan {
    let resource = try PhysicsAPI(object: object)
    let children = world.children(of: resource.key)
    let names = Set(
      ConfigMapReferences.names(in: resource.spec.workload)
        + LostCopies.originals(of: resource, in: children)
    )
    .sorted()
    let contents = names.map { name -> (String, ConfigMapContent) in
      let key = ObjectKey(namespace: resource.namespace, name: name)
      let found = configMaps.first { $0.key == key } ?? world.object(.configMaps, key)
      return (name, found.map { .found($0) } ?? (world.isComplete ? .missing : .unknown))
    }
    let observation = Observation(
      now: now,
      resource: resource,
      children: children,
      namesakes: world.namesakes(of: resource.key),
      userRoutes: world.userRoutes(of: resource),
      configMaps: Dictionary(uniqueKeysWithValues: contents),
      capabilities: world.capabilities,
      floorEvidence: .held(for: resource, at: now)
    )
    return RehearsedPlan(
      resource: resource.key,
      plan: Planning.plan(observation),
      // Whoever plans a new service wants to know how it will be changed.
      road: RoadAhead(observation, load: load, imagining: road || resource.status.phase == nil)
    )
  }

  /// The user's file over what the cluster knows of the resource, as an apply of the file would have it.
  private func merged(_ object: APIObject, over live: APIObject?) -> APIObject {
    guard var merged = live else { return object }
    merged.json["spec"] = object.json["spec"]
    merged.metadata["labels"] = .object(merged.labels.merging(object.labels))
    merged.metadata["annotations"] = .object(merged.annotations.merging(object.annotations))
    return merged
  }

  private func show(_ plans: [RehearsedPlan]) {
    switch output {
    case .text:
      print(plans.map(\.text).joined(separator: "\n\n"))
    case .json:
      let documents = plans.map(\.json)
      print((documents.count == 1 ? documents[0] : .array(documents)).prettyJSONText)
    }
  }
}
