/// Where a watch starts and how long the server holds it open.
package struct WatchOptions: Hashable, Sendable {
  /// The version after which events are wanted; `""` for the newest.
  package var resourceVersion: String
  /// Whether the present objects come first, as `ADDED` events ended by a marked bookmark.
  package var sendsInitialEvents: Bool
  package var timeout: Duration

  package init(resourceVersion: String, sendsInitialEvents: Bool = false, timeout: Duration) {
    self.resourceVersion = resourceVersion
    self.sendsInitialEvents = sendsInitialEvents
    self.timeout = timeout
  }
}
