import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Testing
import Time

/// What a service's metrics need from ConfigMaps and Secrets, and what is said when it is not there.
struct MetricsAccessTests {
  /// A Prometheus that nobody reaches before its papers are in order.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let prometheus: JSONValue
    var secret: JSONValue?
    var configMap: JSONValue?
    var mayReadSecrets = true
    let sentence: String
  }

  private static let authority: JSONValue = ["caConfigMapName": "papers"]
  private static let credentials: JSONValue = ["authSecretName": "papers"]
  private static let secretField = "which spec.metrics.prometheus.authSecretName names,"
  private static let mapField = "which spec.metrics.prometheus.caConfigMapName names,"

  private static let cases: [Case] = [
    Case(
      testDescription: "a Secret that is not there",
      prometheus: credentials,
      sentence: "Secret papers, \(secretField) does not exist in namespace default; create it"
    ),
    Case(
      testDescription: "a Secret that the operator's role does not name",
      prometheus: credentials,
      secret: ["token": "dG9rZW4="],
      mayReadSecrets: false,
      sentence: "Secret papers, \(secretField) may not be read; bind manifests/rbac/secrets.yaml "
        + "in namespace default"
    ),
    Case(
      testDescription: "a Secret with half of a password",
      prometheus: credentials,
      secret: ["username": "YWRh"],
      sentence: "Secret papers, \(secretField) has no token and no username with password, "
        + "of printable characters; add one or the other"
    ),
    Case(
      testDescription: "a token with a line break in it, which would be a header of its own",
      prometheus: credentials,
      secret: ["token": "YQpiOiBj"],
      sentence: "Secret papers, \(secretField) has no token and no username with password, "
        + "of printable characters; add one or the other"
    ),
    Case(
      testDescription: "an authority that is not there",
      prometheus: authority,
      sentence: "ConfigMap papers, \(mapField) does not exist in namespace default; create it"
    ),
    Case(
      testDescription: "an authority under another name",
      prometheus: authority,
      configMap: ["tls.crt": "x"],
      sentence: "ConfigMap papers, \(mapField) has no ca.crt; add it, as PEM"
    ),
  ]

  @Test("is told of with the field and the cure while the weight holds", arguments: cases)
  func tells(row: Case) throws {
    var settings = WorldSettings(seed: 7)
    if !row.mayReadSecrets {
      settings.faults = FaultScript([
        FaultRule(.answer(code: 403, retryAfter: nil), FaultScope(.get, kind: "secrets"))
      ])
    }
    let world = OperatorWorld(settings)
    defer { world.stop() }
    try world.installDefinition()
    world.startOperator()
    try put(.secrets, row.secret, in: world)
    try put(.configMaps, row.configMap, in: world)
    try apply("v1.0.0", row.prometheus, to: world)
    #expect(
      world.run(atMost: .seconds(600)) { world.status(of: DemoManifest.key).phase == .steady }
    )
    try apply("v1.1.0", row.prometheus, to: world)
    let isTold = world.run(atMost: .seconds(600)) { metrics(world)?.status == .no }
    #expect(isTold)
    #expect(
      metrics(world)?.message.contains(row.sentence) == true,
      "\(metrics(world)?.message ?? "")"
    )
    #expect(world.status(of: DemoManifest.key).canary != nil)
  }

  private func put(_ type: ResourceType, _ data: JSONValue?, in world: OperatorWorld) throws {
    guard let data else { return }
    var object = APIObject(type, ObjectKey(namespace: DemoManifest.key.namespace, name: "papers"))
    object.json["data"] = data
    try world.apply(type, object)
  }

  private func apply(_ tag: String, _ prometheus: JSONValue, to world: OperatorWorld) throws {
    var object = try DemoManifest(tag: tag, forecastMode: "Off").object()
    var server = prometheus
    server["url"] = "https://prometheus.monitoring:9090"
    object.json["spec"]?["metrics"] = ["source": "Prometheus", "prometheus": server]
    object.json["spec"]?["rollout"] = ["warmup": "0s", "steps": [["weight": 50, "hold": "30s"]]]
    try world.apply(.physicsAPIs, object)
  }

  private func metrics(_ world: OperatorWorld) -> Condition? {
    world.status(of: DemoManifest.key).conditions.first { $0.type == "MetricsAvailable" }
  }
}
