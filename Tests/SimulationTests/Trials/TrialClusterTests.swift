import APIMachinery
import EmbeddedAPIServer
import JSON
import Simulation
import Testing
import Time
import Transport

@Suite("The cluster of a trial")
struct TrialClusterTests {
  private let clock = VirtualClock(Timestamp(epochSeconds: 1_767_600_000))

  private func cluster(streamsLists: Bool = true) -> TrialCluster {
    TrialCluster(
      ClusterSettings(seed: 1),
      clock: clock,
      namespace: "default",
      streamsLists: streamsLists
    )
  }

  private func manifest(_ text: String) throws -> TrialManifest {
    var manifest = TrialManifest()
    try manifest.add(text, from: "base.yaml")
    return manifest
  }

  private static let settings = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings}
    data: {size: "SIZE"}
    """

  private func settings(size: Int) throws -> TrialManifest {
    try manifest(Self.settings.replacing("SIZE", with: "\(size)"))
  }

  /// As an operator over the wire.
  private func write(_ name: String, to cluster: TrialCluster) async {
    let request = HTTPRequest(
      .post,
      origin: "http://embedded",
      target: "/api/v1/namespaces/default/configmaps",
      headers: ["User-Agent": "widgets/1.0 (linux)", "Content-Type": "application/json"],
      body: Array(#"{"metadata": {"name": "\#(name)"}}"#.utf8)
    )
    _ = await cluster.handler.respond(to: request)
  }

  @Test("what a kind is made of is created before its objects, in whatever order they are written")
  func order() throws {
    let cluster = cluster()
    try cluster.apply(
      manifest(
        """
        {apiVersion: example.com/v1, kind: Widget, metadata: {name: a, namespace: shop}, spec: {}}
        ---
        apiVersion: v1
        kind: List
        items:
          - {apiVersion: v1, kind: Namespace, metadata: {name: shop}}
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
          versions:
            - name: v1
              served: true
              storage: true
              schema:
                openAPIV3Schema:
                  type: object
                  properties: {spec: {type: object}}
        """
      )
    )
    let widgets = TrialExemption(parsing: "Widget/a").map { [$0] } ?? []
    let difference = cluster.picture(without: widgets).difference(
      from: cluster.picture(without: [])
    )
    #expect(difference == "Widget shop/a is missing")
  }

  @Test(
    "what cannot be created is named, with the file and the reason",
    arguments: [
      (
        "{apiVersion: example.com/v1, kind: Widget, metadata: {name: a}}",
        "base.yaml: no kind Widget of example.com/v1 is served; add its CustomResourceDefinition to "
          + "--apply, or leave the object away"
      ),
      (
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: A_a}}",
        "base.yaml: the server refuses ConfigMap default/A_a: ConfigMap \"A_a\" is invalid"
      ),
      (
        "{kind: ConfigMap, metadata: {name: a}}",
        "base.yaml: an object lacks apiVersion, kind or metadata.name; give it all three"
      ),
      ("# nothing", "base.yaml holds no object; write one there, or leave the file away"),
      ("a: [", "base.yaml is not YAML: "),
    ]
  )
  func refusals(text: String, sentence: String) {
    let error = #expect(throws: TrialError.self) {
      try cluster().apply(manifest(text))
    }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  @Test("a change replaces an object, and keeps labels that are there")
  func change() throws {
    let (changed, fresh) = (cluster(), cluster())
    let labels = "metadata: {labels: {app: web}, name: settings}"
    let before = Self.settings.replacing("metadata: {name: settings}", with: labels)
    try changed.apply(manifest(before + "\nbinaryData: {more: aGk=}"))
    try changed.apply(settings(size: 2))
    try fresh.apply(settings(size: 2))
    #expect(
      changed.picture(without: []).difference(from: fresh.picture(without: []))
        == #"ConfigMap default/settings /metadata/labels: {"app":"web"} instead of null"#
    )
  }

  @Test("whoever comes over the wire is the operator, whatever its User-Agent")
  func client() async throws {
    let cluster = cluster()
    await write("a", to: cluster)
    cluster.plant(
      try FaultScript(parsing: "crash operator after the answer to the 2nd write by operator")
    )
    await write("b", to: cluster)
    #expect(!cluster.hasCrashed)
    await write("c", to: cluster)
    #expect(cluster.hasCrashed)
    cluster.plant(FaultScript())
    #expect(!cluster.hasCrashed)
  }

  @Test(
    "a request counts as one that has come, whatever a fault makes of it",
    arguments: ["answer 503 to requests", "reset the connection before answering requests"]
  )
  func arrivals(script: String) async throws {
    let cluster = cluster()
    cluster.plant(try FaultScript(parsing: script))
    await write("a", to: cluster)
    #expect(cluster.ledger.requests == 1)
    #expect(cluster.ledger.writes == [:])
  }

  @Test(
    "what is held back of a dead process is carried out before the next one starts, or never",
    arguments: [
      ("delay writes by 1h", ["ConfigMap default/a": 1]), ("hang on writes", [:]),
      ("crash operator before the 1st write", [:]),
    ]
  )
  func burial(script: String, writes: [String: Int]) async throws {
    let cluster = cluster()
    cluster.plant(try FaultScript(parsing: script))
    async let _: Void = write("a", to: cluster)
    while cluster.ledger.requests == 0 { await Task.yield() }
    #expect(cluster.ledger.writes == [:])
    await cluster.bury()
    #expect(cluster.ledger.writes == writes)
    cluster.plant(FaultScript())
    await write("b", to: cluster)
    #expect(cluster.ledger.writes["ConfigMap default/b"] == 1)
  }

  @Test(
    "a hang without a length is waited for as long as an API server answers at all",
    arguments: [
      ("hang on the 1st get", 60), ("hang on the 1st get for 2m", 120), ("delay gets by 2h", 7200),
      ("hang on writes until 5m", 300),
    ]
  )
  func waitingTime(script: String, seconds: Int) throws {
    #expect(try FaultScript(parsing: script).waitingTime == .seconds(seconds))
  }

  @Test("sentences of a plan that no request met are known")
  func unstruck() async throws {
    let plan = try LifePlan(
      parsing: """
        crash operator after the answer to the 2nd write
        then
        answer 503 to writes
        delay gets by 1ms
        then
        answer 503 to writes
        """
    )
    let cluster = cluster()
    cluster.plant(plan.lives[0])
    await write("a", to: cluster)
    #expect(
      cluster.unstruck(of: plan) == [
        "crash operator after the answer to the 2nd write", "answer 503 to writes",
        "delay gets by 1ms", "answer 503 to writes",
      ]
    )
    await write("b", to: cluster)
    cluster.plant(plan.lives[1])
    await write("c", to: cluster)
    // The same words in another life are another matter.
    #expect(cluster.unstruck(of: plan) == ["delay gets by 1ms", "answer 503 to writes"])
  }

  @Test("a watch that the server refuses because it streams no lists is none to disturb")
  func refusedWatch() async throws {
    let cluster = cluster(streamsLists: false)
    let plan = try LifePlan(parsing: "expire the 1st watch of configmaps after 0 events")
    cluster.plant(plan.lives[0])
    let versions = "resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
    #expect(await watch("sendInitialEvents=true&\(versions)", cluster) == 422)
    #expect(cluster.unstruck(of: plan).count == 1)
    #expect(await watch("resourceVersion=1", cluster) == 200)
    #expect(cluster.unstruck(of: plan) == [])
  }

  /// The code of the answer.
  private func watch(_ query: String, _ cluster: TrialCluster) async -> Int {
    let request = HTTPRequest(
      .get,
      origin: "http://embedded",
      target: "/api/v1/configmaps?watch=true&\(query)"
    )
    return await cluster.handler.respond(to: request).head.status
  }

  @Test("the census counts the operator's writes since the change, not the users'")
  func census() async throws {
    let cluster = cluster()
    await write("a", to: cluster)
    cluster.beginChange()
    try cluster.apply(settings(size: 1))
    #expect(cluster.census.writes == 0)
    await write("b", to: cluster)
    await write("c", to: cluster)
    #expect(cluster.census.writes == 2)
    #expect(cluster.ledger.writes == ["ConfigMap default/b": 1, "ConfigMap default/c": 1])
    #expect(cluster.ledger.unrest?.text == "create of ConfigMap default/c by widgets/1.0 (linux)")
  }
}
