import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Transport

@Suite("Apply through subresources")
struct SubresourceApplyTests {
  private let deployments = "/apis/apps/v1/namespaces/default/deployments"
  private let apply = "application/apply-patch+yaml"

  private func scale(_ replicas: Int) -> JSONValue {
    [
      "apiVersion": "autoscaling/v1", "kind": "Scale", "metadata": ["name": "a"],
      "spec": ["replicas": .integer(Int64(replicas))],
    ]
  }

  @Test(
    "an applied scale owns the replicas through the subresource, and conflicts with who else does"
  )
  func scales() async {
    let server = TestServer()
    var deployment = Samples.deployment("a")
    deployment["spec"]?["replicas"] = 2
    _ = await server.send(.post, deployments + "?fieldManager=creator", deployment)
    let conflict = await server.send(
      .patch,
      deployments + "/a/scale?fieldManager=scaler",
      scale(5),
      type: apply
    )
    #expect(conflict.status == 409)
    #expect(
      conflict.message
        == "Apply failed with 1 conflict: conflict with \"creator\" using apps/v1: .spec.replicas"
    )
    let forced = await server.send(
      .patch,
      deployments + "/a/scale?fieldManager=scaler&force=true",
      scale(5),
      type: apply
    )
    #expect(forced.json["spec"] == ["replicas": 5])
    let stored = await server.send(.get, deployments + "/a")
    let owner = stored.object.metadata["managedFields"]?.arrayValue?.first {
      $0["manager"] == "scaler"
    }
    #expect(owner?["operation"] == "Apply")
    #expect(owner?["subresource"] == "scale")
    #expect(owner?["fieldsV1"] == ["f:spec": ["f:replicas": [:]]])
  }

  @Test("a Deployment's status is written together with its annotations, not with its labels")
  func statusMetadata() async {
    let server = TestServer()
    let made = await server.send(.post, deployments, Samples.deployment("a"))
    var object = made.json
    object["metadata"]?["annotations"] = ["deployment.kubernetes.io/revision": "1"]
    object["metadata"]?["labels"] = ["new": "label"]
    object["status"] = ["replicas": 1]
    let reply = await server.send(
      .put,
      deployments + "/a/status?fieldManager=controller",
      object
    )
    #expect(reply.object.annotations["deployment.kubernetes.io/revision"] == "1")
    #expect(reply.object.labels["new"] == nil)
    #expect(reply.object.generation == 1)
    let owner = reply.object.metadata["managedFields"]?.arrayValue?.first {
      $0["manager"] == "controller"
    }
    #expect(
      owner?["fieldsV1"] == [
        "f:metadata": [
          "f:annotations": [".": [:], "f:deployment.kubernetes.io/revision": [:]]
        ],
        "f:status": ["f:replicas": [:]],
      ]
    )
  }
}
