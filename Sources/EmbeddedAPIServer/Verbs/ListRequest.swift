import APIMachinery

/// A LIST as its query asks for it.
struct ListRequest: Sendable {
  enum Match: String, Sendable {
    case exact = "Exact"
    case notOlderThan = "NotOlderThan"
  }

  var selection = Selection()
  /// `""` for the newest state, `"0"` for any, else a revision.
  var resourceVersion = ""
  var match: Match?
  /// 0: no limit.
  var limit = 0
  var continueToken = ""
}

/// One page of a list, in the stored form.
struct ListPage: Sendable {
  var objects: [APIObject]
  var revision: UInt64
  var continueToken: String?
  /// How many selected objects follow; `nil` when a selector makes counting them unreliable.
  var remaining: Int?
}
