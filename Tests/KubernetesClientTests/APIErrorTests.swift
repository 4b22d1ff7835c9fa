import APIMachinery
import KubernetesClient
import Testing
import Transport

struct APIErrorTests {
  private static let get = APIOperation(.get, .pods, ObjectKey(namespace: "a", name: "p"))
  private static let apply = APIOperation(
    .apply,
    .deployments,
    ObjectKey(namespace: "a", name: "d")
  )

  private static func refused(
    _ code: Int,
    _ reason: String,
    _ operation: APIOperation = get,
    causes: [APIStatus.Cause] = [],
    retryAfter: Int? = nil
  ) -> APIError {
    .status(
      APIStatus(
        code: code,
        reason: reason,
        message: "MESSAGE",
        causes: causes,
        retryAfterSeconds: retryAfter
      ),
      for: operation
    )
  }

  @Test(
    "an error is one sentence: verb, object, cause, cure",
    arguments: [
      (
        APIError.unauthorized(credentials: "/home/me/k.yaml", for: get),
        "cannot get pods a/p: the server did not accept the credentials; "
          + "log in again or renew the token in /home/me/k.yaml"
      ),
      (
        refused(403, "Forbidden", apply),
        "cannot apply deployments.apps a/d: MESSAGE; let a role grant patch on it"
      ),
      (
        refused(404, "NotFound"),
        "cannot get pods a/p: MESSAGE; create it first, or check its name and namespace"
      ),
      (
        refused(409, "AlreadyExists"),
        "cannot get pods a/p: MESSAGE; update it instead of creating it"
      ),
      (refused(409, "Conflict"), "cannot get pods a/p: MESSAGE; read it again and retry"),
      (refused(410, "Expired"), "cannot get pods a/p: MESSAGE; list again"),
      (refused(422, "Invalid"), "cannot get pods a/p: MESSAGE; correct the fields it names"),
      (
        refused(429, "TooManyRequests", retryAfter: 3),
        "cannot get pods a/p: MESSAGE; retry after 3 s"
      ),
      (
        refused(503, "ServiceUnavailable"),
        "cannot get pods a/p: MESSAGE; retry, and look at the API server's log if it stays"
      ),
      (
        refused(415, "UnsupportedMediaType"),
        "cannot get pods a/p: MESSAGE (415 UnsupportedMediaType)"
      ),
      (
        .transfer(.unresolvedHost("h"), for: get),
        "cannot get pods a/p: the host name h does not resolve; check the server address"
      ),
      (
        .malformed("WHY", for: get),
        "cannot get pods a/p: the answer is not what the Kubernetes API promises (WHY); "
          + "check that the server address is that of a Kubernetes API server"
      ),
      (.credentials(CredentialError("WHY; CURE"), for: get), "cannot get pods a/p: WHY; CURE"),
      (
        .fenced(for: apply),
        "cannot apply deployments.apps a/d: "
          + "this process does not hold the lease any more; its successor writes now"
      ),
    ]
  )
  func sentences(error: APIError, sentence: String) {
    #expect(error.description == sentence)
  }

  @Test(
    "an operation names its object as kubectl does",
    arguments: [
      (APIOperation(.list, .pods, in: nil), "list pods"),
      (APIOperation(.watch, .deployments, in: "a"), "watch deployments.apps in namespace a"),
      (
        APIOperation(
          .patch,
          .deployments,
          ObjectKey(namespace: "a", name: "d"),
          subresource: .scale
        ), "patch deployments.apps/scale a/d"
      ),
      (APIOperation(.read, object: "/version"), "read /version"),
    ]
  )
  func operations(operation: APIOperation, text: String) {
    #expect(operation.description == text)
  }

  @Test(
    "a refusal is of exactly one kind",
    arguments: [
      (refused(404, "NotFound"), "notFound"), (refused(409, "Conflict"), "conflict"),
      (refused(409, "AlreadyExists"), "alreadyExists"), (refused(410, "Gone"), "expired"),
      (refused(403, "Forbidden"), "forbidden"), (refused(422, "Invalid"), "invalid"),
      (.unauthorized(credentials: "", for: get), "unauthorized"),
      (.transfer(.cancelled, for: get), "cancelled"),
    ]
  )
  func kinds(error: APIError, kind: String) {
    let kinds = [
      ("notFound", error.isNotFound), ("conflict", error.isConflict),
      ("alreadyExists", error.isAlreadyExists), ("expired", error.isExpired),
      ("forbidden", error.isForbidden), ("invalid", error.isInvalid),
      ("unauthorized", error.isUnauthorized), ("cancelled", error.isCancelled),
    ]
    #expect(kinds.filter(\.1).map(\.0) == [kind])
  }

  @Test(
    "only what may succeed by itself is retriable",
    arguments: [
      (refused(429, ""), true), (refused(500, ""), true), (refused(503, ""), true),
      (refused(504, ""), true), (refused(400, ""), false), (refused(409, "Conflict"), false),
      (refused(422, ""), false), (.unauthorized(credentials: "", for: get), false),
      (.transfer(.unreachable(""), for: get), true),
      (.transfer(.timedOut(""), for: get), true),
      (.transfer(.tls(""), for: get), false), (.transfer(.cancelled, for: get), false),
      (.malformed("", for: get), false),
    ]
  )
  func retriable(error: APIError, isRetriable: Bool) {
    #expect(error.isRetriable == isRetriable)
  }

  @Test("a resource version from the future is recognised by its cause")
  func tooLarge() {
    let cause = APIStatus.Cause(reason: "ResourceVersionTooLarge", message: "", field: "")
    #expect(Self.refused(504, "Timeout", causes: [cause]).isResourceVersionTooLarge)
    #expect(!Self.refused(504, "Timeout").isResourceVersionTooLarge)
  }
}
