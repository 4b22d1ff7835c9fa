/// One way in which an API server or the network before it fails.
package enum Fault: Hashable, Sendable {
  /// Another answer than the server's; the request does not reach it.
  case answer(code: Int, retryAfter: Duration?)
  /// The connection breaks before the request reaches the server.
  case resetBeforeAnswering
  /// The server does what it is asked, then the connection breaks before the reply.
  case resetAfterCommitting
  /// The connection breaks in the middle of the answer's body.
  case cutAnswer
  /// No answer for so long, then the connection breaks.
  case hang(Duration)
  /// The request reaches the server so much later.
  case delay(Duration)
  /// Lists at any version (`resourceVersion=0`) show the state of so many versions ago.
  case serveLate(versions: UInt64)
  /// The client dies: from here on nothing that it sends is heard, nor does it hear anything.
  case crash(CrashPoint)
  case watch(WatchFault)
}

/// Where in the life of a request its sender dies.
package enum CrashPoint: String, Hashable, Sendable, CaseIterable {
  case beforeSending = "before"
  case afterCommitting = "after committing"
  case afterTheAnswer = "after the answer to"
}

/// One way in which a watch that was opened well goes wrong.
package enum WatchFault: Hashable, Sendable {
  /// Every line arrives so much later.
  case delay(Duration)
  /// The stream ends after so many events.
  case drop(afterEvents: Int)
  /// The connection breaks in the middle of the line that follows so many events.
  case cut(afterEvents: Int)
  /// After so many events comes an ERROR event with 410, and the end.
  case expire(afterEvents: Int)
  /// As `expire`, once, after so many events of all watches that the rule is about.
  case expireOnce(afterEventsInAll: Int)
  /// Every bookmark comes twice.
  case duplicateBookmarks
  /// Every bookmark comes after the event that follows it.
  case reorderBookmarks
}
