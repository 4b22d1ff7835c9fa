/// How the users of an application reach it.
package struct TrafficUsers: Hashable, Sendable {
  package var entry = TrafficEntry.application
  /// What they ask for, each equally often.
  package var paths = ["/predict"]
  /// The part of the requests that comes over kept connections; the rest opens one for each request.
  package var keptShare = 0.0
  package var keptConnections = 20
  /// The longest life of a kept connection; each draws its own, from half of it on.
  package var connectionLifetime: Duration = .seconds(60)

  /// One connection for each request, to the application's own entry.
  package init() {}
}
