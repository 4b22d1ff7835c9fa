import APIMachinery
import JSON
import Time

/// What a pod's specification says of its behaviour; it never changes.
struct PodTraits: Hashable, Sendable {
  struct Container: Hashable, Sendable {
    let name: String
    let image: String
  }

  /// Names and images of the containers.
  let containers: [Container]
  let nodeSelector: JSONObject
  let tolerations: [Toleration]
  let image: String
  let behavior: ImageBehavior
  /// Requested CPU of all containers, in cores.
  let requestedCores: Double
  let requestedMemory: Double
  let grace: Duration
  /// The longest pre-stop sleep of a container.
  let preStop: Duration
  /// The serving port first.
  let ports: [Int]
  /// The numbers of ports that have names.
  let namedPorts: JSONObject
  let livenessPath: String
  let readinessPath: String
  let livenessPeriod: Duration
  let readinessPeriod: Duration

  init(spec: JSONValue) {
    let containers = spec["containers"]?.arrayValue ?? []
    self.containers = containers.map { container in
      Container(
        name: container["name"]?.stringValue ?? "",
        image: container["image"]?.stringValue ?? ""
      )
    }
    nodeSelector = spec["nodeSelector"]?.objectValue ?? [:]
    tolerations = (spec["tolerations"]?.arrayValue ?? []).map(Toleration.init(json:))
    let images = containers.compactMap { $0["image"]?.stringValue }
    let image = images.first { ImageBehavior(image: $0) != .healthy } ?? images.first ?? ""
    self.image = image
    behavior = ImageBehavior(image: image)
    requestedCores = Self.requested("cpu", by: containers)
    requestedMemory = Self.requested("memory", by: containers)
    grace = .seconds(spec["terminationGracePeriodSeconds"]?.intValue ?? 30)
    let sleeps = containers.compactMap {
      $0["lifecycle"]?["preStop"]?["sleep"]?["seconds"]?.intValue
    }
    preStop = .seconds(sleeps.max() ?? 0)
    let declared = containers.flatMap { $0["ports"]?.arrayValue ?? [] }
    let numbers = declared.compactMap { $0["containerPort"]?.intValue }
    ports = numbers.isEmpty ? [8_000] : numbers
    namedPorts = JSONObject(
      declared.compactMap { port in
        guard let name = port["name"]?.stringValue, let number = port["containerPort"] else {
          return nil
        }
        return JSONObject.Member(key: name, value: number)
      }
    )
    let liveness = containers.compactMap { $0["livenessProbe"] }.first
    let readiness = containers.compactMap { $0["readinessProbe"] }.first
    livenessPath = liveness?["httpGet"]?["path"]?.stringValue ?? ""
    readinessPath = readiness?["httpGet"]?["path"]?.stringValue ?? ""
    livenessPeriod = .seconds(liveness?["periodSeconds"]?.intValue ?? 10)
    readinessPeriod = .seconds(readiness?["periodSeconds"]?.intValue ?? 10)
  }

  private static func requested(_ resource: String, by containers: [JSONValue]) -> Double {
    containers.compactMap { container in
      container["resources"]?["requests"]?[resource].flatMap { Quantity(json: $0) }?.doubleValue
    }.reduce(0, +)
  }
}
