import APIMachinery
import JSON
import Time

/// Writes one EndpointSlice per Service that has a selector, a seeded moment after its pods or the Service changed.
struct EndpointController: Sendable {
  private var generator: SeededGenerator
  private var seenVersion: UInt64?

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed, stream: 3)
  }

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    if mirror.version != seenVersion { plan(&mirror, context) }
    seenVersion = mirror.version
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
  }

  private func publish(_ index: Int, _ mirror: inout ClusterMirror, _ context: StepContext) {
    let service = mirror.services[index]
    let wanted = PublishedEndpoints(service, in: mirror)
    guard let written = write(wanted, of: service, mirror, context) else {
      mirror.services[index].sliceDueAt = context.now + .seconds(1)
      return
    }
    mirror.services[index].published = wanted
    mirror.apply(.endpointSlices, written.key, written)
  }

  private func write(
    _ wanted: PublishedEndpoints,
    of service: ServiceRecord,
    _ mirror: ClusterMirror,
    _ context: StepContext
  ) -> APIObject? {
    let access = context.access(as: .controllerManager)
    let known = mirror.slices.objects.first {
      $0.service == service.key.name && $0.key.namespace == service.key.namespace
        && $0.ownerUID == service.uid
    }
    if let known {
      return access.change(.endpointSlices, known.key) { object in
        object.metadata["labels"] = .object(wanted.labels)
        object.json["endpoints"] = wanted.endpointsJSON
        object.json["ports"] = .array(wanted.ports)
      }
    }
    return access.create(.endpointSlices, newSlice(wanted, of: service))
  }

  private func newSlice(_ wanted: PublishedEndpoints, of service: ServiceRecord) -> APIObject {
    let owner = OwnerReference(
      apiVersion: "v1",
      kind: "Service",
      name: service.key.name,
      uid: service.uid
    )
    return APIObject([
      "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "addressType": "IPv4",
      "metadata": [
        "generateName": .string(service.key.name + "-"),
        "namespace": .string(service.key.namespace), "labels": .object(wanted.labels),
        "ownerReferences": [owner.json],
      ],
      "endpoints": wanted.endpointsJSON, "ports": .array(wanted.ports),
    ])
  }
}
