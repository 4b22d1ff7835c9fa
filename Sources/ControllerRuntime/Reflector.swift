import APIMachinery
import JSON
import KubernetesClient
import Time

/// Carries out the steps of a `ReflectorState`: sends its requests, feeds it the answers, delivers what they mean.
struct Reflector {
  private let client: KubernetesClient
  private let type: ResourceType
  private let selection: ResourceSelection
  private let keeping: (@Sendable (APIObject) -> APIObject)?
  private let clock: any WallClock
  private let stopwatch: Stopwatch
  private let deliver: (ReflectorDelivery) -> Void
  private var generator: any RandomNumberGenerator

  private var state = ReflectorState()
  /// The pages of an unfinished list.
  private var pages: [APIObject] = []
  /// The initial events of an unfinished stream (R2).
  private var staged: [ObjectKey: APIObject] = [:]

  init(
    client: KubernetesClient,
    type: ResourceType,
    selection: ResourceSelection,
    keeping: (@Sendable (APIObject) -> APIObject)?,
    clock: any WallClock,
    generator: any RandomNumberGenerator,
    deliver: @escaping (ReflectorDelivery) -> Void
  ) {
    self.client = client
    self.type = type
    self.selection = selection
    self.keeping = keeping
    self.clock = clock
    self.generator = generator
    self.deliver = deliver
    stopwatch = Stopwatch(clock)
  }

  /// Works until the task is cancelled.
  mutating func run() async {
    while !Task.isCancelled {
      switch state.next(using: &generator) {
      case .wait(let delay): try? await clock.sleep(for: delay)
      case .list(let options): await list(options)
      case .watch(let options): await watch(options)
      }
    }
  }

  private mutating func list(_ options: ListOptions) async {
    if options.continueToken == nil { pages = [] }
    do throws(APIError) {
      let page = try await client.list(type, selection, options)
      try checkVersion(page.resourceVersion, .list)
      pages += page.items.map(kept)
      guard state.listed(page) else { return }
      deliver(.replaced(pages, resourceVersion: page.resourceVersion))
      pages = []
    } catch {
      report(error)
    }
  }

  private mutating func watch(_ options: WatchOptions) async {
    staged = [:]
    let start = stopwatch.elapsed
    var events = 0
    do throws(APIError) {
      let stream = try await client.watch(type, selection, options)
      deliver(.watching)
      for try await event in stream {
        events += 1
        try handle(event)
      }
      let now = stopwatch.elapsed
      state.ended(afterEvents: events, lasting: now - start, now: now, using: &generator)
    } catch {
      report(error)
    }
  }

  private mutating func handle(_ event: WatchEvent) throws(APIError) {
    switch state.received(event) {
    case .stage(let event): stage(event)
    case .publishStaged(let version):
      try checkVersion(version, .watch)
      let objects = staged.values.sorted { $0.key < $1.key }
      staged = [:]
      deliver(.replaced(objects, resourceVersion: version))
    case .apply(let event): deliver(.changed(event.map(kept)))
    case .advance: deliver(.advanced(resourceVersion: state.resourceVersion))
    case .closeWatch(let status):
      throw .status(status, for: APIOperation(.watch, type, in: selection.namespace))
    }
  }

  private mutating func stage(_ event: WatchEvent) {
    switch event {
    case .added(let object), .modified(let object): staged[object.key] = kept(object)
    case .deleted(let object): staged[object.key] = nil
    case .bookmark, .error: break
    }
  }

  /// The part of an object that is kept: no field ownership, which is a third of its bytes, and only metadata if no more is wanted.
  private func kept(_ object: APIObject) -> APIObject {
    switch selection.contents {
    case .whole: keeping?(object.withoutManagedFields) ?? object.withoutManagedFields
    case .metadata: object.onlyMetadata(as: type)
    }
  }

  /// A copy that cannot tell how old it is cannot be followed, nor kept from going back in time (R5).
  private func checkVersion(_ version: String, _ verb: APIVerb) throws(APIError) {
    guard !ResourceVersion.isValid(version) else { return }
    let operation = APIOperation(verb, type, in: selection.namespace)
    throw .malformed("a collection with the resource version \"\(version)\"", for: operation)
  }

  /// Being cancelled is no failure of the server.
  private mutating func report(_ error: APIError) {
    guard !Task.isCancelled else { return }
    state.failed(error, now: stopwatch.elapsed, using: &generator)
    deliver(.failed(error))
  }
}

extension WatchEvent {
  /// The event about another form of its object.
  fileprivate func map(_ transform: (APIObject) -> APIObject) -> WatchEvent {
    switch self {
    case .added(let object): .added(transform(object))
    case .modified(let object): .modified(transform(object))
    case .deleted(let object): .deleted(transform(object))
    case .bookmark, .error: self
    }
  }
}

extension APIObject {
  /// Servers call this a `PartialObjectMetadata`, and some send the rest as well; kubectl keeps the rest once more in an annotation.
  fileprivate func onlyMetadata(as type: ResourceType) -> APIObject {
    var metadata = withoutManagedFields.metadata
    if annotation(Self.lastApplied) != nil { metadata["annotations"]?[Self.lastApplied] = nil }
    return APIObject([
      "apiVersion": .string(type.apiVersion), "kind": .string(type.kind), "metadata": metadata,
    ])
  }

  private static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"
}
