import APIMachinery
import JSON

/// A WATCH as its query asks for it.
struct WatchRequest: Sendable {
  var selection = Selection()
  /// `""` or `"0"`: begin with the present objects; else a revision to continue from.
  var resourceVersion = ""
  /// `NotOlderThan` or empty.
  var match = ""
  var sendsInitialEvents: Bool?
  var isContinued = false
  var wantsBookmarks = false
  var timeout: Duration
  var form = ResponseForm.object
  /// The most bytes that may wait unread before the watch is dropped: a client that cannot keep up must not hold the writers.
  var bufferingBytes: Int
  /// Whether the server has already waited for a revision that does not exist yet.
  var hasWaited = false
  /// Faults planted between the server and this client.
  var disturbance: WatchDisturbance?
}

extension WatchRequest {
  /// The rules of `metainternalversion/validation.validateWatchOptions`.
  func check(streamsLists: Bool) throws(APIStatus) {
    var errors: [FieldError] = []
    let path: FieldPath = "resourceVersionMatch"
    if sendsInitialEvents != nil, match != "NotOlderThan" {
      errors.append(
        .forbidden(path, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")
      )
    }
    if sendsInitialEvents != nil, !streamsLists {
      errors.append(
        .forbidden(
          "sendInitialEvents",
          "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled"
        )
      )
    }
    if !match.isEmpty {
      if sendsInitialEvents == nil {
        errors.append(
          .forbidden(
            path,
            "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"
          )
        )
      }
      if match != "NotOlderThan" {
        errors.append(.notSupported(path, .string(match), supported: ["NotOlderThan"]))
      }
      if isContinued { errors.append(.matchOfContinued) }
    }
    try APIStatus.refuse(listOptions: errors)
  }
}
