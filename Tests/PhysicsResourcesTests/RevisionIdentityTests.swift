import APIMachinery
import JSON
import PhysicsResources
import Testing
import YAML

/// The golden fixtures: a change of one of these forms would roll the pods of every service in the field.
@Suite("Revision identity")
struct RevisionIdentityTests {
  private func workload(_ json: JSONValue) -> WorkloadSpec {
    WorkloadSpec.reading(json)
  }

  @Test(
    "a resource of an older release keeps its canonical form for ever",
    arguments: ["minimal", "defaults-spelled-out", "reordered", "guide", "pod-template"]
  )
  func golden(fixture: String) throws {
    let documents = try YAML.parse(ProjectFiles.fixture("identity-v1/\(fixture).yaml"))
    let api = try PhysicsAPI(object: APIObject(try #require(documents.first)))
    let form = RevisionIdentity.canonicalWorkload(api.spec.workload, identityVersion: .v1)
    let golden = try ProjectFiles.fixture("identity-v1/\(fixture).canonical.json")
    #expect(form.prettyJSONText + "\n" == golden)
  }

  @Test("a workload at every default is its image and nothing else, whatever fields there are")
  func defaultsDoNotCount() {
    for version in IdentityVersion.allCases {
      let form = RevisionIdentity.canonicalWorkload(
        workload(["image": "a:v1"]),
        identityVersion: version
      )
      #expect(form == ["workload": ["image": "a:v1"]])
    }
  }

  @Test(
    "two spellings of one value are one revision",
    arguments: [
      (["terminationGracePeriod": "90s"], ["terminationGracePeriod": "1m30s"]),
      (["terminationGracePeriod": "60s"], [:]),
      (["probes": ["liveness": ["period": "10000ms"]]], [:]),
      (
        ["resources": ["limits": ["cpu": "1000m"]]], ["resources": ["limits": ["cpu": 1]]]
      ),
      (
        ["resources": ["requests": ["memory": "1Gi"]]],
        ["resources": ["requests": ["memory": "1024Mi"]]]
      ),
      (
        [
          "resources": [
            "limits": ["memory": "1Gi", "cpu": "1000m"],
            "requests": ["cpu": "0.5", "memory": "512Mi"],
          ]
        ], [:]
      ),
    ] as [(JSONValue, JSONValue)]
  )
  func sameRevision(one: JSONValue, other: JSONValue) {
    #expect(
      RevisionIdentity.canonicalWorkload(workload(one))
        == RevisionIdentity.canonicalWorkload(workload(other))
    )
  }

  @Test(
    "any change that pods would see is another revision",
    arguments: [
      ["image": "a:v2"], ["port": 8_001], ["imagePullPolicy": "Always"], ["args": ["-v"]],
      ["env": [["name": "A", "value": "1"]]], ["probes": ["readiness": ["period": "6s"]]],
      ["resources": ["limits": ["cpu": "1500m"]]], ["resources": [:]],
      ["mounts": [["path": "/c", "configMap": "c"]]], ["terminationGracePeriod": "61s"],
      ["podTemplate": ["spec": ["priorityClassName": "high"]]],
    ] as [JSONValue]
  )
  func otherRevision(change: JSONValue) {
    let form = RevisionIdentity.canonicalWorkload(workload(change))
    #expect(form != RevisionIdentity.canonicalWorkload(workload([:])))
  }

  @Test("a workload has the same form under every version: only what is read beside it differs")
  func formOfVersions() {
    let workload = workload(["image": "a:v1", "trackSecrets": ["db"], "port": 8_001])
    let forms = IdentityVersion.allCases.map {
      RevisionIdentity.canonicalWorkload(workload, identityVersion: $0)
    }
    #expect(Set(forms).count == 1)
  }

  @Test("the content of a tracked config is part of the identity")
  func configDigests() {
    let workload = workload(["image": "a:v1"])
    let form = RevisionIdentity.canonicalWorkload(
      workload,
      configDigests: ["ConfigMap/b": "2", "ConfigMap/a": "1"]
    )
    #expect(
      form.jsonText
        == #"{"configDigests":{"ConfigMap/a":"1","ConfigMap/b":"2"},"workload":{"image":"a:v1"}}"#
    )
  }

  @Test("a version that a newer operator wrote is not ours to judge")
  func newerVersion() {
    #expect(IdentityVersion(rawValue: 3) == nil)
    #expect(IdentityVersion.current == .v2)
  }
}
