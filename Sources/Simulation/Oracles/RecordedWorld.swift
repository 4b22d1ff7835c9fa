import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources

/// The objects as the history of writes has left them, with what oracles ask of them.
struct RecordedWorld: Sendable {
  private var objects: [String: APIObject] = [:]
  /// The slices of each Service, in the order of their names.
  private var slices: [ObjectKey: [ObjectKey]] = [:]
  /// The autoscalers, budgets and pods, in the order of their names.
  private var listed: [ResourceType: [ObjectKey]] = [:]
  /// In the order of their names.
  private(set) var services: [RecordedService] = []

  private static let listedTypes: [ResourceType] = [
    .horizontalPodAutoscalers, .podDisruptionBudgets, .pods,
  ]

  mutating func apply(_ record: WriteRecord) {
    objects[Self.name(record.type, record.key)] = record.new
    switch record.type {
    case .physicsAPIs: applyService(record)
    case .endpointSlices: applySlice(record)
    default:
      guard Self.listedTypes.contains(record.type) else { return }
      Self.put(record.key, record.new != nil, into: &listed[record.type, default: []])
    }
  }

  private mutating func applyService(_ record: WriteRecord) {
    let index = services.firstIndex { $0.key == record.key }
    guard let object = record.new else {
      if let index { services.remove(at: index) }
      return
    }
    if let index, services[index].uid == object.uid {
      services[index].refresh(object)
    } else {
      services.removeAll { $0.key == record.key }
      services.append(RecordedService(object))
      services.sort { $0.key < $1.key }
    }
  }

  private mutating func applySlice(_ record: WriteRecord) {
    let object = record.new ?? record.old
    guard let service = object?.label("kubernetes.io/service-name") else { return }
    let key = ObjectKey(namespace: record.key.namespace, name: service)
    Self.put(record.key, record.new != nil, into: &slices[key, default: []])
  }

  private static func put(_ key: ObjectKey, _ isThere: Bool, into list: inout [ObjectKey]) {
    let index = list.firstIndex { $0 >= key } ?? list.count
    let isListed = index < list.count && list[index] == key
    if isThere, !isListed { list.insert(key, at: index) }
    if !isThere, isListed { list.remove(at: index) }
  }

  private static func name(_ type: ResourceType, _ key: ObjectKey) -> String {
    "\(type.plural)/\(key)"
  }

  func object(_ type: ResourceType, _ key: ObjectKey) -> APIObject? {
    objects[Self.name(type, key)]
  }

  func service(_ key: ObjectKey) -> RecordedService? { services.first { $0.key == key } }

  /// Autoscalers, budgets or pods of a namespace.
  func list(_ type: ResourceType, in namespace: String) -> [APIObject] {
    (listed[type] ?? []).filter { $0.namespace == namespace }.compactMap { object(type, $0) }
  }
}

extension RecordedWorld {
  /// The revision that a Service selects; `nil` when it selects all of them or does not exist.
  func selectedRevision(_ service: ObjectKey) -> String? {
    object(.services, service)?.spec["selector"]?[Keys.revision]?.stringValue
  }

  /// Names of the pods that a Service's slices list as ready.
  func readyEndpoints(_ service: ObjectKey) -> [ObjectKey] {
    (slices[service] ?? []).compactMap { object(.endpointSlices, $0) }
      .flatMap { $0.json["endpoints"]?.arrayValue ?? [] }
      .filter { $0["conditions"]?["ready"]?.boolValue ?? true }
      .compactMap { $0["targetRef"]?["name"]?.stringValue }
      .map { ObjectKey(namespace: service.namespace, name: $0) }
  }

  /// The revisions behind a Service's ready endpoints, one for each pod that is still there.
  func revisions(behind service: ObjectKey) -> [String] {
    readyEndpoints(service).compactMap { object(.pods, $0)?.label(Keys.revision) }
  }

  /// Pods of a revision whose status says ready.
  func readyPods(of revision: String, in service: RecordedService) -> Int {
    list(.pods, in: service.key.namespace).count { pod in
      pod.label(Keys.revision) == revision && pod.label(Keys.service) == service.key.name
        && !pod.isBeingDeleted && pod.isReady
    }
  }

  func split(of service: RecordedService) -> RecordedSplit? {
    service.splitter.flatMap { object($0.type, $0.key) }.map { RecordedSplit($0, of: service) }
  }

  /// The pods that the load of this moment needs, by the readings of the service's autoscalers; `nil` without a reading.
  func demand(of service: RecordedService) -> Double? {
    let own = list(.horizontalPodAutoscalers, in: service.key.namespace).filter {
      $0.controllerOwner?.uid == service.uid
    }
    let demands = own.compactMap(\.neededPods)
    return demands.isEmpty ? nil : demands.reduce(0, +)
  }
}

extension APIObject {
  fileprivate var isReady: Bool {
    (status["conditions"]?.arrayValue ?? []).contains {
      $0["type"] == "Ready" && $0["status"] == "True"
    }
  }

  /// The largest over an autoscaler's resource metrics of pods times current over target.
  fileprivate var neededPods: Double? {
    let pods = Double(status["currentReplicas"]?.intValue ?? 0)
    let ratios = (spec["metrics"]?.arrayValue ?? []).compactMap { metric -> Double? in
      let name = metric["resource"]?["name"]
      let reading = (status["currentMetrics"]?.arrayValue ?? []).first {
        $0["resource"]?["name"] == name
      }
      guard let used = reading?["resource"]?["current"]?["averageUtilization"]?.doubleValue,
        let limit = metric["resource"]?["target"]?["averageUtilization"]?.doubleValue, limit > 0
      else { return nil }
      return used / limit
    }
    return ratios.max().map { $0 * pods }
  }
}
