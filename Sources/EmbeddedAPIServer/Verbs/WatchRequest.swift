/// A WATCH as its query asks for it.
struct WatchRequest: Sendable {
  var selection = Selection()
  /// `""` or `"0"`: begin with the present objects; else a revision to continue from.
  var resourceVersion = ""
  var match: ListRequest.Match?
  var sendsInitialEvents: Bool?
  var wantsBookmarks = false
  var timeout: Duration
  var form = ResponseForm.object
  /// The most bytes that may wait unread before the watch is dropped.
  var bufferingBytes: Int
}
