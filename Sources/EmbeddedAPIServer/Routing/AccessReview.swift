import APIMachinery
import JSON
import Transport

/// `SelfSubjectAccessReview`, as `kubectl auth can-i` asks it.
///
/// Whoever gets past the token may do anything.
enum AccessReview {
  static func answer(_ request: APIRequest, _ target: ResourceTarget) -> Answer? {
    guard target.group == "authorization.k8s.io", target.version == "v1",
      target.plural == "selfsubjectaccessreviews", request.request.method == .post
    else { return nil }
    do {
      var review = try request.plainBody()
      review["status"] = ["allowed": true]
      return .json(review, status: 201)
    } catch {
      return .refusal(error)
    }
  }
}
