import APIMachinery
import JSON
import KubernetesClient
import Testing
import Transport

struct APIRequestTests {
  private static let key = ObjectKey(namespace: "production", name: "fisica-api")
  private static let object = APIObject(.deployments, key)

  @Test(
    "each verb has the method and target that the API server documents",
    arguments: [
      (
        APIRequest.get(.deployments, key), HTTPRequest.Method.get,
        "/apis/apps/v1/namespaces/production/deployments/fisica-api"
      ),
      (.get(.nodes, ObjectKey(namespace: "", name: "n1")), .get, "/api/v1/nodes/n1"),
      (.list(.pods), .get, "/api/v1/pods"),
      (
        .list(
          .pods,
          ResourceSelection(
            namespace: "a",
            labels: LabelSelector(equals: ["app": "x"]),
            fields: "metadata.name=p"
          ),
          ListOptions(limit: 500, resourceVersion: "7")
        ), .get,
        "/api/v1/namespaces/a/pods?labelSelector=app%3Dx&fieldSelector=metadata.name%3Dp"
          + "&limit=500&resourceVersion=7"
      ),
      (
        .list(.pods, .all, ListOptions(limit: 2, continueToken: "a+b/=")), .get,
        "/api/v1/pods?limit=2&continue=a%2Bb%2F%3D"
      ),
      (
        .watch(.pods, .all, WatchOptions(resourceVersion: "9", timeout: .seconds(300))), .get,
        "/api/v1/pods?watch=true&allowWatchBookmarks=true&resourceVersion=9&timeoutSeconds=300"
      ),
      (
        .watch(
          .pods,
          .all,
          WatchOptions(resourceVersion: "", sendsInitialEvents: true, timeout: .seconds(300))
        ), .get,
        "/api/v1/pods?watch=true&allowWatchBookmarks=true&sendInitialEvents=true"
          + "&resourceVersionMatch=NotOlderThan&timeoutSeconds=300"
      ),
      (
        .create(object, as: .deployments, fieldManager: "me"), .post,
        "/apis/apps/v1/namespaces/production/deployments?fieldManager=me"
      ),
      (
        .replace(object, as: .deployments, subresource: .status, fieldManager: "me"), .put,
        "/apis/apps/v1/namespaces/production/deployments/fisica-api/status?fieldManager=me"
      ),
      (
        .serverSideApply(object, as: .deployments, fieldManager: "me", force: true), .patch,
        "/apis/apps/v1/namespaces/production/deployments/fisica-api?fieldManager=me&force=true"
      ),
      (
        .serverSideApply(object, as: .deployments, fieldManager: "me", force: false), .patch,
        "/apis/apps/v1/namespaces/production/deployments/fisica-api?fieldManager=me"
      ),
      (
        .patchScale(.deployments, key, replicas: 3, fieldManager: "me"), .patch,
        "/apis/apps/v1/namespaces/production/deployments/fisica-api/scale?fieldManager=me"
      ),
      (
        .delete(.deployments, key, DeleteOptions()), .delete,
        "/apis/apps/v1/namespaces/production/deployments/fisica-api"
      ),
      (.read("/version"), .get, "/version"),
      (.discover(group: "", version: "v1"), .get, "/api/v1"),
      (.discover(group: "apps", version: "v1"), .get, "/apis/apps/v1"),
    ]
  )
  func methodAndTarget(request: APIRequest, method: HTTPRequest.Method, target: String) {
    #expect(request.method == method)
    #expect(request.target == target)
  }

  @Test(
    "a dry run is asked for on every mutating verb",
    arguments: [
      APIRequest.create(object, as: .deployments, fieldManager: "me", dryRun: true),
      .replace(object, as: .deployments, fieldManager: "me", dryRun: true),
      .serverSideApply(object, as: .deployments, fieldManager: "me", force: true, dryRun: true),
      .mergePatch(.deployments, key, [:], fieldManager: "me", dryRun: true),
      .jsonPatch(.deployments, key, [], fieldManager: "me", dryRun: true),
      .patchScale(.deployments, key, replicas: 1, fieldManager: "me", dryRun: true),
      .delete(.deployments, key, DeleteOptions(), dryRun: true),
    ]
  )
  func dryRun(request: APIRequest) {
    #expect(request.target.contains("dryRun=All"))
  }

  @Test(
    "the format of a body says what it means",
    arguments: [
      (
        APIRequest.mergePatch(.pods, key, ["a": 1], fieldManager: "me"),
        "application/merge-patch+json", #"{"a":1}"#
      ),
      (
        .jsonPatch(.pods, key, [["op": "test"]], fieldManager: "me"),
        "application/json-patch+json", #"[{"op":"test"}]"#
      ),
      (
        .patchScale(.deployments, key, replicas: 3, resourceVersion: "8", fieldManager: "me"),
        "application/merge-patch+json",
        #"{"metadata":{"resourceVersion":"8"},"spec":{"replicas":3}}"#
      ),
      (
        .serverSideApply(
          APIObject(["kind": "Pod"]),
          as: .pods,
          fieldManager: "me",
          force: true
        ), "application/apply-patch+yaml", #"{"kind":"Pod"}"#
      ),
      (
        .delete(.pods, key, DeleteOptions(uid: "u", resourceVersion: "5")), "application/json",
        #"{"apiVersion":"v1","kind":"DeleteOptions","preconditions":"#
          + #"{"resourceVersion":"5","uid":"u"},"propagationPolicy":"Background"}"#
      ),
    ]
  )
  func bodies(request: APIRequest, mediaType: String, body: String) {
    #expect(request.body?.mediaType.rawValue == mediaType)
    #expect(request.body.map { String(decoding: $0.bytes, as: UTF8.self) } == body)
  }

  @Test("the sent request carries origin, credentials and body")
  func sent() {
    let request = APIRequest.mergePatch(.pods, Self.key, [:], fieldManager: "me")
      .httpRequest(origin: "https://h:6443", authorization: "Bearer t", userAgent: "ua")
    #expect(request.origin == "https://h:6443")
    #expect(request.headers["Authorization"] == "Bearer t")
    #expect(request.headers["User-Agent"] == "ua")
    #expect(request.headers["Accept"] == "application/json")
    #expect(request.headers["Content-Type"] == "application/merge-patch+json")
    #expect(request.body == Array("{}".utf8))
  }

  @Test("a watch has no total time-out and is given up 5 s after the server should have ended it")
  func watchLimits() {
    let options = WatchOptions(resourceVersion: "1", timeout: .seconds(400))
    let limits = APIRequest.watch(.pods, .all, options).limits
    #expect(limits.total == nil)
    #expect(limits.idle == .seconds(405))
  }

  @Test("what a name could smuggle into a path is encoded")
  func encoding() {
    let key = ObjectKey(namespace: "a", name: "x/../y?z=ü")
    #expect(
      APIRequest.get(.pods, key).target == "/api/v1/namespaces/a/pods/x%2F..%2Fy%3Fz%3D%C3%BC"
    )
  }
}
