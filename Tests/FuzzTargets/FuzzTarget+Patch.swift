import APIMachinery
import EmbeddedAPIServer
import JSON
import Time

extension FuzzTarget {
  /// Patches do what they say once, whatever document they meet: `{"document": …, "patch": …}`.
  static let patch = FuzzTarget("patch") { input throws(BrokenLaw) in
    guard let json = try? JSONValue(parsing: input.bytes), let document = json["document"],
      let patch = json["patch"]
    else { return }
    try merges(document, patch)
    try changes(document, patch)
    _ = try? StrategicMergePatch.apply(patch, to: document, topology: .of(.deployments))
    try applies(patch, to: document)
  }

  private static func merges(_ document: JSONValue, _ patch: JSONValue) throws(BrokenLaw) {
    let merged = document.merging(patch: patch)
    try require(merged.merging(patch: patch) == merged, "merged twice: \(merged.jsonText)")
    let difference = JSONValue.mergePatch(from: document, to: merged)
    try require(
      document.merging(patch: difference) == merged,
      "\(difference.jsonText) does not lead to \(merged.jsonText)"
    )
    try require(
      JSONDiff.changes(from: document, to: merged).isEmpty == (document == merged),
      "a difference is not seen, or seen where there is none"
    )
  }

  private static func changes(_ document: JSONValue, _ patch: JSONValue) throws(BrokenLaw) {
    guard let list = try? JSONPatch(json: patch) else { return }
    try require((try? JSONPatch(json: list.json)) == list, "its own text is read otherwise")
    guard let changed = try? list.apply(to: document) else { return }
    try require((try? JSONValue(parsing: changed.jsonBytes)) == changed, "no JSON any more")
  }

  /// An apply that is repeated changes nothing, not even who owns what.
  private static func applies(
    _ configuration: JSONValue,
    to live: JSONValue
  ) throws(BrokenLaw) {
    guard let once = apply(configuration, to: live, at: 0) else { return }
    try require(
      apply(configuration, to: once, at: 60) == once,
      "applied twice: \(once.jsonText)"
    )
  }

  private static func apply(
    _ configuration: JSONValue,
    to live: JSONValue,
    at seconds: Int64
  ) -> JSONValue? {
    try? ServerSideApply.apply(
      configuration: configuration,
      to: live,
      manager: "fuzz",
      force: true,
      topology: .of(.deployments),
      subresource: "",
      now: Timestamp(epochSeconds: seconds)
    )
  }
}
