import JSON
import Testing
import Transport

@Suite("How objects of built-in kinds are read")
struct DecodingTests {
  private static let deployments = "/apis/apps/v1/namespaces/default/deployments"
  private static let container = "spec/template/spec/containers/0"
  private static let containers = "spec.template.spec.containers"

  @Test(
    "a value of the wrong type is refused in the words of Go's decoder",
    arguments: [
      (
        "spec/replicas", "three",
        "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32"
      ),
      (
        "spec/replicas", 1.5,
        "json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type "
          + "int32"
      ),
      (
        "\(container)/env", [["name": "PORT", "value": 8080]],
        "json: cannot unmarshal number into Go struct field EnvVar.\(containers).env.value of type string"
      ),
      (
        "\(container)/env", ["PORT": "8080"],
        "json: cannot unmarshal object into Go struct field Container.\(containers).env of type "
          + "[]v1.EnvVar"
      ),
      (
        "spec/template/spec/containers", ["name": "app"],
        "json: cannot unmarshal object into Go struct field PodSpec.\(containers) of type []v1.Container"
      ),
      (
        "spec/template/spec", "x",
        "json: cannot unmarshal string into Go struct field PodTemplateSpec.spec.template.spec of type "
          + "v1.PodSpec"
      ),
      (
        "metadata/labels", ["app": true],
        "json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string"
      ),
      (
        "spec/template/spec/terminationGracePeriodSeconds", "30",
        "json: cannot unmarshal string into Go struct field "
          + "PodSpec.spec.template.spec.terminationGracePeriodSeconds of type int64"
      ),
      (
        "spec/strategy/rollingUpdate/maxSurge", true,
        "json: cannot unmarshal bool into Go value of type string"
      ),
      (
        "\(container)/resources/limits", ["cpu": "one"],
        "quantities must match the regular expression "
          + "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
      ),
    ] as [(String, JSONValue, String)]
  )
  func mismatches(path: String, value: JSONValue, problem: String) async {
    let object = Refusals.replacing(path, in: Samples.deployment("a"), by: value)
    let reply = await TestServer().send(.post, Self.deployments, object)
    #expect(reply.status == 400)
    #expect(
      reply.message
        == "Deployment in version \"v1\" cannot be handled as a Deployment: \(problem)"
    )
  }

  @Test(
    "fields that nobody knows: refused, warned of or dropped, as the client wishes",
    arguments: [
      (
        "Strict", 400,
        "Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding error: unknown "
          + "field \"spec.colour\", unknown field \"spec.template.spec.containers[0].imag\"", []
      ),
      (
        "Warn", 201, "",
        [
          #"299 - "unknown field \"spec.colour\"""#,
          #"299 - "unknown field \"spec.template.spec.containers[0].imag\"""#,
        ]
      ),
      ("Ignore", 201, "", []),
    ] as [(String, Int, String, [String])]
  )
  func unknownFields(mode: String, status: Int, message: String, warnings: [String]) async {
    var object = Refusals.replacing("spec/colour", in: Samples.deployment("a"), by: "red")
    object = Refusals.replacing("\(Self.container)/imag", in: object, by: "x")
    let reply = await TestServer().send(
      .post,
      Self.deployments + "?fieldValidation=\(mode)",
      object
    )
    #expect(reply.status == status)
    #expect(reply.message == message)
    #expect(reply.headers.values("Warning") == warnings)
    if status == 201 { #expect(reply.json["spec"]?["colour"] == nil) }
  }
}
