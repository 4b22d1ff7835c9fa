import APIMachinery
import JSON
import Testing
import Time

@Suite struct APIObjectTests {
  @Test("a new object has its kind and its name, and a namespace only where the kind has one")
  func new() {
    #expect(
      APIObject(.deployments, ObjectKey(namespace: "prod", name: "a")).json
        == [
          "apiVersion": "apps/v1", "kind": "Deployment",
          "metadata": ["name": "a", "namespace": "prod"],
        ]
    )
    #expect(
      APIObject(.nodes, ObjectKey(namespace: "", name: "n")).json
        == ["apiVersion": "v1", "kind": "Node", "metadata": ["name": "n"]]
    )
  }

  @Test("metadata reads as it is sent")
  func metadata() {
    let object = APIObject([
      "apiVersion": "v1", "kind": "Pod",
      "metadata": [
        "name": "p", "namespace": "n", "uid": "u", "resourceVersion": "7", "generation": 3,
        "creationTimestamp": "1970-01-01T00:00:10Z", "deletionTimestamp": "1970-01-01T00:00:20Z",
        "finalizers": ["f"], "labels": ["l": "1"], "annotations": ["a": "2"],
        "ownerReferences": [
          ["apiVersion": "v1", "kind": "Node", "name": "o", "uid": "1"],
          [
            "apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "r", "uid": "2",
            "controller": true,
          ],
        ],
      ],
    ])
    #expect(object.key.description == "n/p")
    #expect(object.uid == "u" && object.resourceVersion == "7" && object.generation == 3)
    #expect(object.creationTimestamp == Timestamp(epochSeconds: 10))
    #expect(object.isBeingDeleted)
    #expect(object.finalizers == ["f"])
    #expect(object.label("l") == "1" && object.annotation("a") == "2")
    #expect(object.ownerReferences.map(\.name) == ["o", "r"])
    #expect(object.controllerOwner?.kind == "ReplicaSet")
  }

  @Test("missing and null metadata reads as empty, and a null deletion is none")
  func empty() {
    for json: JSONValue in [
      [:], ["metadata": .null], ["metadata": ["deletionTimestamp": .null]], "text",
    ] {
      let object = APIObject(json)
      #expect(object.name.isEmpty && object.labels.isEmpty && object.finalizers.isEmpty)
      #expect(!object.isBeingDeleted)
      #expect(object.creationTimestamp == nil)
      #expect(object.controllerOwner == nil)
    }
  }

  @Test("an owner reference blocks its owner's deletion exactly when it is the controller's")
  func owners() {
    let owner = OwnerReference(apiVersion: "v1", kind: "Node", name: "o", uid: "1")
    #expect(owner.json["blockOwnerDeletion"] == true)
    #expect(OwnerReference(json: owner.json) == owner)
    let plain = OwnerReference(
      apiVersion: "v1",
      kind: "Node",
      name: "o",
      uid: "1",
      isController: false
    )
    #expect(plain.json["blockOwnerDeletion"] == nil)
    #expect(OwnerReference(json: plain.json) == plain)
    #expect(OwnerReference(json: ["name": "o"]) == nil)
  }

  @Test(
    "a kind knows its paths and names",
    arguments: [
      (ResourceType.pods, "v1", "pods", "/api/v1"),
      (.deployments, "apps/v1", "deployments.apps", "/apis/apps/v1"),
      (
        .horizontalPodAutoscalers, "autoscaling/v2", "horizontalpodautoscalers.autoscaling",
        "/apis/autoscaling/v2"
      ),
    ]
  )
  func types(type: ResourceType, apiVersion: String, qualifiedName: String, path: String) {
    #expect(type.apiVersion == apiVersion)
    #expect(type.qualifiedName == qualifiedName)
    #expect(type.groupPath == path)
  }
}
