import APIMachinery
import JSON
import PhysicsResources
import Testing

@Suite("Validation")
struct ValidationTests {
  private static let duration = "such as 90s or 1h30m"
  private static let nameSentence =
    "metadata.name must have at most 40 characters, begin with a letter and consist of "
    + "lower-case letters, digits and -, because names of children are made from it, not"

  @Test(
    "a bad value is refused with a sentence that names the field, the value and the cure",
    arguments: [
      (
        "spec.rollout.steps", [["weight": 120]],
        "spec.rollout.steps[0].weight: must be a whole number from 1 to 100, not 120"
      ),
      (
        "spec.rollout.steps", [["hold": "5m"]], "spec.rollout.steps[0].weight: is required"
      ),
      (
        "spec.rollout.steps", [["weight": 50], ["weight": 25]],
        "spec.rollout.steps: step weights must never decrease; put the steps in rising order of weight"
      ),
      (
        "spec.rollout.steps", [["weight": 10, "hold": "soon"]],
        "spec.rollout.steps[0].hold: must be Manual or a duration such as 10m, not \"soon\""
      ),
      (
        "spec.rollout.steps", [["weight": 10, "hold": "200h"]],
        "spec.rollout.steps[0].hold: must be a duration from 0s to 168h, \(duration), not 200h"
      ),
      (
        "spec.scaling", ["minReplicas": 30],
        "spec.scaling: minReplicas 30 is above maxReplicas 20; raise maxReplicas or lower minReplicas"
      ),
      (
        "spec.scaling.minReplicas", "three",
        "spec.scaling.minReplicas: must be a whole number from 1 to 1000, not \"three\""
      ),
      (
        "spec.scaling.minReplicas", 0,
        "spec.scaling.minReplicas: must be a whole number from 1 to 1000, not 0"
      ),
      (
        "spec.scaling", ["targetCPUUtilization": 0, "targetMemoryUtilization": 0],
        "spec.scaling: an HPA without a metric cannot scale; set targetCPUUtilization, "
          + "targetMemoryUtilization or requestsPerSecondPerReplica above 0"
      ),
      (
        "spec.scaling.forecast.quantile", 1.5,
        "spec.scaling.forecast.quantile: must be a number from 0.5 to 0.99, not 1.5"
      ),
      (
        "spec.scaling.forecast.mode", "Maybe",
        "spec.scaling.forecast.mode: must be one of Off, Observe, Enforce, not \"Maybe\""
      ),
      (
        "spec.scaling.forecast.guide.scaleDownUtilization", 0.9,
        "spec.scaling.forecast.guide: scaleDownUtilization must be below scaleUpUtilization, "
          + "or the scaler swings for ever; lower scaleDownUtilization"
      ),
      (
        "spec.workload.image", nil, "spec.workload.image: is required"
      ),
      (
        "spec.workload.image", "fisica api",
        "spec.workload.image: must be an image with a tag or a digest, "
          + "such as ghcr.io/myorg/fisica-api:v1.0.0, not \"fisica api\""
      ),
      (
        "spec.workload.image", "localhost:5000/fisica-api",
        "spec.workload.image: must be an image with a tag or a digest, "
          + "such as ghcr.io/myorg/fisica-api:v1.0.0, not \"localhost:5000/fisica-api\""
      ),
      (
        "spec.workload.port", 70_000,
        "spec.workload.port: must be a whole number from 1 to 65535, not 70000"
      ),
      (
        "spec.workload.terminationGracePeriod", "a minute",
        "spec.workload.terminationGracePeriod: must be a duration \(duration), not \"a minute\""
      ),
      (
        "spec.workload.mounts", [["path": "/app/config"]],
        "spec.workload.mounts[0]: a mount shows either a secret or a configMap; "
          + "name exactly one of them"
      ),
      (
        "spec.workload.mounts",
        [["path": "/app", "secret": "a"], ["path": "/app", "secret": "b"]],
        "spec.workload.mounts[1]: repeats the path \"/app\"; give each element a path of its own"
      ),
      (
        "spec.workload.podTemplate",
        ["metadata": ["labels": ["fisica-lab.com/service": "other"]]],
        "spec.workload.podTemplate.metadata.labels: keys under fisica-lab.com/ and "
          + "app.kubernetes.io/ are reserved; use a prefix of your own"
      ),
      (
        "spec.routing.router", "GatewayAPI",
        "spec.routing: router GatewayAPI needs a Gateway; set gatewayAPI.parentRefs, "
          + "or gatewayAPI.routeName to weight a route of your own"
      ),
      (
        "spec.routing.router", "Traefik",
        "spec.routing: router Traefik needs a weighted TraefikService; set traefik.serviceName"
      ),
      (
        "spec.rollout.analysis.interval", "0s",
        "spec.rollout.analysis.interval: must be a duration from 10s to 1h, \(duration), not 0s"
      ),
      (
        "spec.rollout.analysis.interval", "10m",
        "spec.rollout.analysis: interval 10m is longer than window 5m, "
          + "so that requests would never be looked at; shorten interval"
      ),
      (
        "spec.rollout.analysis.maxErrorRate", 5,
        "spec.rollout.analysis.maxErrorRate: must be a number from 0 to 1, not 5"
      ),
      (
        "spec.rollout.analysis.queries", [["name": "q", "promQL": "up", "max": 1]],
        "spec: rollout.analysis.queries ask Prometheus; "
          + "set metrics.prometheus.url or remove the queries"
      ),
      (
        "spec.rollout.analysis.queries", [["name": "q", "promQL": "up"]],
        "spec.rollout.analysis.queries[0]: a query without a limit judges nothing; set max or min"
      ),
      (
        "spec.rollout.blueGreen.previewHold", "9000h",
        "spec.rollout.blueGreen.previewHold: must be a duration from 0s to 168h, "
          + "\(duration), not 9000h"
      ),
      (
        "spec.metrics.source", "Prometheus",
        "spec.metrics: source Prometheus needs a server; set prometheus.url"
      ),
      (
        "spec.metrics.excludePaths", ["^/health", "("],
        "spec.metrics.excludePaths[1]: is not a regular expression: \"(\"; "
          + "correct it, or escape its special characters"
      ),
      ("spec.paused", "yes", "spec.paused: must be true or false, not \"yes\""),
      ("spec.service", [1], "spec.service: must be an object, not [1]"),
      ("spec", nil, "spec: is required"),
      ("kind", "Physics", "kind: must be PhysicsAPI, not \"Physics\""),
      (
        "metadata.name", "Fisica", "metadata.name: \(nameSentence) Fisica"
      ),
      (
        "metadata.name", .string(String(repeating: "a", count: 50)),
        "metadata.name: \(nameSentence) \(String(repeating: "a", count: 50))"
      ),
    ] as [(String, JSONValue?, String)]
  )
  func refused(path: String, value: JSONValue?, sentence: String) {
    let object = Samples.minimal(with: value, at: path)
    #expect(PhysicsAPI.validate(object).map(\.description) == [sentence])
  }

  @Test(
    "a value at the edge of what is allowed passes",
    arguments: [
      ("spec.rollout.steps", [["weight": 1], ["weight": 1], ["weight": 100]]),
      ("spec.rollout.steps", []),
      ("spec.rollout.drain", "0s"),
      ("spec.scaling", ["minReplicas": 20]),
      ("spec.scaling.requestsPerSecondPerReplica", 100),
      ("spec.workload.image", .string("app@sha256:" + String(repeating: "a", count: 64))),
      ("spec.workload.image", "localhost:5000/a/b:v1"),
      ("spec.routing", ["router": "GatewayAPI", "gatewayAPI": ["routeName": "mine"]]),
      ("spec.workload.podTemplate", ["metadata": ["labels": ["team": "physics"]]]),
      ("metadata.name", .string(String(repeating: "a", count: 40))),
    ] as [(String, JSONValue?)]
  )
  func accepted(path: String, value: JSONValue?) {
    #expect(PhysicsAPI.validate(Samples.minimal(with: value, at: path)).isEmpty)
  }

  @Test("an object with several faults is refused with all of them in one sentence")
  func allFaults() {
    var object = Samples.minimal(with: -1, at: "spec.scaling.minReplicas")
    object.json["spec"]?["paused"] = 1
    let error = #expect(throws: PhysicsAPIError.self) { try PhysicsAPI(object: object) }
    #expect(
      error?.description
        == "PhysicsAPI production/fisica-api is refused: "
        + "spec.scaling.minReplicas: must be a whole number from 1 to 1000, not -1; "
        + "spec.paused: must be true or false, not 1"
    )
  }

  @Test("unknown fields are found at any depth, and not inside shapes of other APIs")
  func unknownFields() {
    var object = Samples.minimal(with: ["minReplica": 3], at: "spec.scaling")
    object.json["spec"]?["rollout"] = ["steps": [["weigth": 1, "weight": 1]]]
    object.json["spec"]?["workload"]?["podTemplate"] = ["spec": ["anything": 1]]
    #expect(
      PhysicsAPI.unknownFields(in: object).map(\.path)
        == ["spec.rollout.steps[0].weigth", "spec.scaling.minReplica"]
    )
  }

  @Test("an older apiVersion is refused with the one that we read")
  func otherVersion() {
    let object = Samples.minimal(with: "fisica-lab.com/v1", at: "apiVersion")
    #expect(
      PhysicsAPI.validate(object).map(\.description)
        == ["apiVersion: must be fisica-lab.com/v1alpha1, not \"fisica-lab.com/v1\""]
    )
  }
}
