import APIMachinery
import JSON
import Time

/// Writes the EndpointSlices and the Endpoints of Services that have a selector, a seeded moment after pods or Service changed.
struct EndpointController: Sendable {
  /// `--max-endpoints-per-slice`.
  private static let endpointsPerSlice = 100

  private var generator: SeededGenerator
  private var seenVersion: UInt64?
  /// Services whose Endpoints are ours.
  private var managed: [ObjectKey] = []

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed, stream: 3)
  }

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    if mirror.version(of: .services, .pods, .nodes) != seenVersion { plan(&mirror, context) }
    seenVersion = mirror.version(of: .services, .pods, .nodes)
    for index in mirror.services.indices {
      guard let due = mirror.services[index].sliceDueAt, due <= context.now else { continue }
      mirror.services[index].sliceDueAt = nil
      publish(index, &mirror, context)
    }
  }

  /// Notes which Services need a new slice, and when they get it.
  private mutating func plan(_ mirror: inout ClusterMirror, _ context: StepContext) {
    for index in mirror.services.indices where mirror.services[index].sliceDueAt == nil {
      let service = mirror.services[index]
      guard !service.selector.isEmpty,
        PublishedEndpoints(service, in: mirror) != service.published
      else { continue }
      let delay = generator.duration(in: context.settings.endpointDelay)
      mirror.services[index].sliceDueAt = context.now + delay
    }
    deleteStrays(mirror, context)
  }

  /// Endpoints have no owner reference: their controller deletes them itself.
  private mutating func deleteStrays(_ mirror: ClusterMirror, _ context: StepContext) {
    for key in managed where mirror.services[key] == nil {
      context.access(as: .controllerManager).delete(.endpoints, key)
      managed.removeAll { $0 == key }
    }
  }

  private mutating func publish(_ index: Int, _ mirror: inout ClusterMirror, _ context: StepContext)
  {
    let service = mirror.services[index]
    let wanted = PublishedEndpoints(service, in: mirror)
    let access = context.access(as: .controllerManager)
    let isWritten = writeSlices(wanted, of: service, &mirror, access)
    guard isWritten, writeEndpoints(wanted, of: service, &mirror, access) else {
      mirror.services[index].sliceDueAt = context.now + .seconds(1)
      return
    }
    mirror.services[index].published = wanted
    if !managed.contains(service.key) { managed.append(service.key) }
  }

  // MARK: - EndpointSlices

  /// Keeps endpoints in the slices that have them, fills up slices with room, and makes or deletes slices as needed.
  private func writeSlices(
    _ wanted: PublishedEndpoints,
    of service: ServiceRecord,
    _ mirror: inout ClusterMirror,
    _ access: ControllerAccess
  ) -> Bool {
    let known = mirror.slices.objects.filter {
      $0.service == service.key.name && $0.key.namespace == service.key.namespace
        && $0.ownerUID == service.uid
    }
    var isWritten = true
    for (slice, endpoints) in distribution(of: wanted.endpoints, over: known) {
      guard !endpoints.isEmpty || slice == known.first?.key || known.isEmpty else {
        if let slice { access.delete(.endpointSlices, slice) }
        continue
      }
      let written = write(endpoints, wanted, to: slice, of: service, access)
      if let written { mirror.apply(.endpointSlices, written.key, written) }
      isWritten = isWritten && written != nil
    }
    return isWritten
  }

  private func distribution(
    of endpoints: [PublishedEndpoints.Endpoint],
    over slices: [SliceRecord]
  ) -> [(slice: ObjectKey?, endpoints: [PublishedEndpoints.Endpoint])] {
    var shares = slices.map { slice in
      let held = endpoints.filter { endpoint in
        slice.endpoints.contains { $0.uid == endpoint.uid }
      }
      return (slice: Optional(slice.key), endpoints: held)
    }
    let held = Set(shares.flatMap(\.endpoints).map(\.uid))
    var rest = endpoints.filter { !held.contains($0.uid) }[...]
    for index in shares.indices {
      let room = max(0, Self.endpointsPerSlice - shares[index].endpoints.count)
      shares[index].endpoints += rest.prefix(room)
      shares[index].endpoints.sort { $0.pod < $1.pod }
      rest = rest.dropFirst(room)
    }
    while !rest.isEmpty || shares.isEmpty {
      shares.append((slice: nil, endpoints: Array(rest.prefix(Self.endpointsPerSlice))))
      rest = rest.dropFirst(Self.endpointsPerSlice)
    }
    return shares
  }

  private func write(
    _ endpoints: [PublishedEndpoints.Endpoint],
    _ wanted: PublishedEndpoints,
    to slice: ObjectKey?,
    of service: ServiceRecord,
    _ access: ControllerAccess
  ) -> APIObject? {
    let labels = wanted.sliceLabels(of: service.key)
    let fill = { (object: inout APIObject) in
      object.metadata["labels"] = .object(labels)
      object.json["endpoints"] = .array(endpoints.map(\.json))
      object.json["ports"] = .array(wanted.ports)
    }
    if let slice { return access.change(.endpointSlices, slice, fill) }
    let owner = OwnerReference(
      apiVersion: "v1",
      kind: "Service",
      name: service.key.name,
      uid: service.uid
    )
    var object = APIObject([
      "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
      "metadata": [
        "generateName": .string(service.key.name + "-"),
        "namespace": .string(service.key.namespace), "ownerReferences": [owner.json],
      ],
    ])
    fill(&object)
    return access.create(.endpointSlices, object)
  }

  // MARK: - Endpoints

  private func writeEndpoints(
    _ wanted: PublishedEndpoints,
    of service: ServiceRecord,
    _ mirror: inout ClusterMirror,
    _ access: ControllerAccess
  ) -> Bool {
    var labels = wanted.labels
    labels["endpoints.kubernetes.io/managed-by"] = "endpoint-controller"
    if wanted.isHeadless { labels["service.kubernetes.io/headless"] = "" }
    let fill = { (object: inout APIObject) in
      object.metadata["labels"] = .object(labels)
      object.json["subsets"] = wanted.subsets
    }
    let written: APIObject?
    if mirror.endpoints[service.key] != nil {
      written = access.change(.endpoints, service.key, fill)
    } else {
      var object = APIObject(.endpoints, service.key)
      fill(&object)
      written = access.create(.endpoints, object)
    }
    if let written { mirror.apply(.endpoints, service.key, written) }
    return written != nil
  }
}
