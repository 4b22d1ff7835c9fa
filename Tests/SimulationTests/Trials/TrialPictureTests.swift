import APIMachinery
import JSON
import Simulation
import Testing

@Suite("The picture of an end")
struct TrialPictureTests {
  private func object(
    _ kind: String,
    _ name: String,
    of apiVersion: String = "v1",
    metadata: JSONValue = [:],
    _ rest: JSONValue = [:]
  ) -> APIObject {
    var json = rest
    json["apiVersion"] = .string(apiVersion)
    json["kind"] = .string(kind)
    var all: JSONValue = ["name": .string(name), "namespace": "default"]
    for member in metadata.objectValue?.members ?? [] { all[member.key] = member.value }
    json["metadata"] = all
    return APIObject(json)
  }

  private func difference(_ one: [APIObject], _ other: [APIObject]) -> String? {
    TrialPicture(of: one).difference(from: TrialPicture(of: other))
  }

  @Test("versions, times, identifiers and status make no difference")
  func fleeting() {
    let one = object(
      "ConfigMap",
      "a",
      metadata: [
        "uid": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "resourceVersion": "7", "generation": 2,
        "creationTimestamp": "2026-01-05T08:00:00Z", "annotations": ["at": "2026-01-05T08:00:00Z"],
        "ownerReferences": [["name": "b", "uid": "3f2504e0-4f89-41d3-9a0c-0305e82c3301"]],
      ],
      ["status": ["phase": "Up"], "data": ["since": "up since 2026-01-05T08:00:00.5+01:00"]]
    )
    let other = object(
      "ConfigMap",
      "a",
      metadata: [
        "uid": "00000000-4f89-41d3-9a0c-0305e82c3301", "resourceVersion": "9",
        "annotations": ["at": "2027-11-05T08:00:01Z"],
        "ownerReferences": [["name": "b", "uid": "00000000-4f89-41d3-9a0c-0305e82c3301"]],
      ],
      ["data": ["since": "up since 2026-02-05T18:00:00-03:00"]]
    )
    #expect(difference([one], [other]) == nil)
  }

  @Test("another value is named with its place and both values")
  func value() {
    let one = object("ConfigMap", "a", ["data": ["size": "2"]])
    let other = object("ConfigMap", "a", ["data": ["size": "3"]])
    #expect(
      difference([one], [other]) == "ConfigMap default/a /data/size: \"2\" instead of \"3\""
    )
  }

  @Test("an object too many or too few is named")
  func names() {
    let (a, b) = (object("ConfigMap", "a"), object("ConfigMap", "b"))
    #expect(difference([a, b], [a]) == "ConfigMap default/b is there and should not be")
    #expect(difference([a], [a, b]) == "ConfigMap default/b is missing")
  }

  private static let drawn = ["made-x7k2p", "made-bcdfg"]

  /// Made by somebody who lets the server draw its name.
  private func made(_ name: String, _ rest: JSONValue = [:]) -> APIObject {
    object("ConfigMap", name, metadata: ["generateName": "made-"], rest)
  }

  @Test("names that the server drew are alike, and counted")
  func drawnNames() {
    let drawn = Self.drawn.map { made($0) }
    #expect(difference([drawn[0]], [drawn[1]]) == nil)
    #expect(
      difference(drawn, [drawn[0]]) == "ConfigMap default/made-* is there 2 times instead of 1"
    )
  }

  /// Objects that mention each other, and another one.
  private func mentioning(_ name: String, _ text: JSONValue) -> [APIObject] {
    [
      made(name, ["data": ["own": .string(name)]]),
      object(
        "Secret",
        "\(name)-key",
        metadata: ["ownerReferences": [["name": .string(name), "uid": "u"]]],
        ["data": ["text": .string("of \(name), é \(name)")]]
      ),
      object("Secret", "\(name)-wq4zt", metadata: ["generateName": .string("\(name)-")]),
      object("Secret", "z", ["data": ["text": text]]),
    ]
  }

  @Test("a drawn name is like any other wherever it is mentioned")
  func mentions() {
    let drawn = Self.drawn
    #expect(difference(mentioning(drawn[0], ""), mentioning(drawn[1], "")) == nil)
    #expect(
      difference(mentioning(drawn[0], "made-x7k2q"), mentioning(drawn[1], "made-bcdfh"))
        == "Secret default/z /data/text: \"made-x7k2q\" instead of \"made-bcdfh\""
    )
  }

  @Test(
    "a name that somebody gave beside a generateName is his",
    arguments: ["made-small", "made-x7k2", "made-x7k2px", "other-x7k2p", "made-x7k2P"]
  )
  func givenName(name: String) {
    #expect(difference([made(name)], []) == "ConfigMap default/\(name) is there and should not be")
  }

  @Test("of a stem that is too long only as much counts as the server takes")
  func longStem() {
    let stem = String(repeating: "a", count: 58)
    let ends = Self.drawn.map { name in
      object("Secret", stem + name.suffix(5), metadata: ["generateName": .string(stem + "bcd")])
    }
    #expect(difference([ends[0]], [ends[1]]) == nil)
  }

  @Test("replicas count unless an autoscaler has them, addresses of Services never")
  func foreignFields() {
    let (none, three, five) = (replicas(0), replicas(3), replicas(5))
    let autoscaler = object(
      "HorizontalPodAutoscaler",
      "web",
      of: "autoscaling/v2",
      ["spec": ["scaleTargetRef": ["kind": "Deployment", "name": "web"]]]
    )
    #expect(difference([three], [five]) == "Deployment default/web /spec/replicas: 3 instead of 5")
    #expect(difference([three, autoscaler], [five, autoscaler]) == nil)
    #expect(difference([none, autoscaler], [none, autoscaler]) == nil)
    #expect(
      difference([none, autoscaler], [five, autoscaler])
        == "Deployment default/web /spec/replicas: 0 instead of \"as many as the autoscaler wants\""
    )
    let services = ["10.0.0.1", "10.0.0.2"].map {
      object("Service", "web", ["spec": ["clusterIP": .string($0), "ports": [["port": 80]]]])
    }
    #expect(difference([services[0]], [services[1]]) == nil)
  }

  private func replicas(_ count: Int64) -> APIObject {
    object("Deployment", "web", of: "apps/v1", ["spec": ["replicas": .integer(count)]])
  }

  @Test("pods of ReplicaSets, leases and events are left out, other pods are not")
  func furniture() {
    let owner: JSONValue = [
      "apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web-1", "uid": "u",
      "controller": true,
    ]
    let owned = object("Pod", "web-1-x", metadata: ["ownerReferences": [owner]])
    let rest = [
      object("Lease", "l", of: "coordination.k8s.io/v1"), object("Event", "e"),
      object("Event", "e", of: "events.k8s.io/v1"), object("Node", "n"),
    ]
    #expect(difference([owned] + rest, []) == nil)
    #expect(
      difference([object("Pod", "p")], []) == "Pod default/p is there and should not be"
    )
  }

  @Test(
    "an operator's own kind that is called like one of the cluster is compared",
    arguments: ["Node", "Event", "Lease", "Endpoints", "EndpointSlice"]
  )
  func namesakes(kind: String) {
    let own = object(kind, "a", of: "example.com/v1")
    #expect(difference([own], []) == "\(kind) default/a is there and should not be")
  }

  @Test(
    "an exemption is a kind, a name or a field",
    arguments: [
      ("ConfigMap", true), ("ConfigMap/a", true), ("ConfigMap/b", false), ("ConfigMap/*", true),
      ("Secret", false), ("ConfigMap/a:/data/size", true), ("ConfigMap:/data", true),
      ("ConfigMap/a:/data/other", false),
    ]
  )
  func exemptions(text: String, isSame: Bool) throws {
    let exemption = try #require(TrialExemption(parsing: text))
    let pictures = ["2", "3"].map { size in
      TrialPicture(
        of: [object("ConfigMap", "a", ["data": ["size": .string(size)]])],
        without: [exemption]
      )
    }
    #expect((pictures[0].difference(from: pictures[1]) == nil) == isSame)
  }

  @Test(
    "what is no exemption is refused",
    arguments: ["", "/a", "ConfigMap/", "ConfigMap/a:", "ConfigMap/a:data"]
  )
  func noExemption(text: String) {
    #expect(TrialExemption(parsing: text) == nil)
  }

  @Test(
    "instants and identifiers are told from what only looks like them",
    arguments: [
      ("2026-01-05T08:00:00Z", "TIME"), ("at 2026-01-05T08:00:00.123456+02:00!", "at TIME!"),
      ("2026-01-05T08:00:00", "2026-01-05T08:00:00"), ("2026-01-05", "2026-01-05"),
      ("pod-3f2504e0-4f89-41d3-9a0c-0305e82c3301z", "pod-UIDz"),
      ("año 2026-01-05T08:00:00Z", "año TIME"),
    ]
  )
  func text(text: String, settled: String) {
    #expect(FleetingText.settled(text) == settled)
  }
}
