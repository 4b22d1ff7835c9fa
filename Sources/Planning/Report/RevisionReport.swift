/// One revision with what runs of it.
struct RevisionReport: Hashable {
  enum Role: String {
    /// The only one, on its way up.
    case first
    case stable
    case canary
    /// Without a part any more, but still with pods.
    case leaving
  }

  let role: Role
  let revision: String
  let image: String
  /// Percent of the traffic.
  let weight: Int
  let isWeightAccepted: Bool
  /// `nil` when there is none.
  let deployment: String?
  let ready: Int
  let desired: Int
  let troubles: [PodTrouble]
  let autoscalers: [AutoscalerReport]

  /// What tells one image from another: without its registry, and with as much of a digest as anybody compares.
  var shortImage: String {
    let last = image.split(separator: "/").last.map(String.init) ?? image
    let parts = last.split(separator: "@", maxSplits: 1)
    guard parts.count == 2 else { return last }
    return "\(parts[0])@\(parts[1].prefix("sha256:".count + 12))"
  }
}
