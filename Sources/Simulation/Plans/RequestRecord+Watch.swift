package import EmbeddedAPIServer

extension RequestRecord {
  /// The plural name of a kind of which a watch was opened well.
  package var watchedKind: String? {
    let parts = target.split(separator: "?", maxSplits: 1)
    guard status == 200, let path = parts.first, let query = parts.dropFirst().first,
      query.split(separator: "&").contains(where: { $0 == "watch=true" || $0 == "watch=1" })
    else { return nil }
    return path.split(separator: "/").last.map(String.init)
  }
}
