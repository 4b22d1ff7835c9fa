package import APIMachinery
package import Transport

extension APIRequest {
  package static func get(_ type: ResourceType, _ key: ObjectKey) -> APIRequest {
    APIRequest(APIOperation(.get, type, key), .get, type.path(of: key))
  }

  package static func list(
    _ type: ResourceType,
    _ selection: ResourceSelection = .all,
    _ options: ListOptions = ListOptions()
  ) -> APIRequest {
    var query = Query()
    query.add(selection)
    query.add("limit", options.limit.map(String.init))
    query.add("continue", options.continueToken)
    query.add("resourceVersion", options.resourceVersion)
    return APIRequest(
      APIOperation(.list, type, in: selection.namespace),
      .get,
      query.appended(to: type.path(in: selection.namespace)),
      accept: selection.accept(list: true)
    )
  }

  package static func watch(
    _ type: ResourceType,
    _ selection: ResourceSelection = .all,
    _ options: WatchOptions
  ) -> APIRequest {
    var query = Query()
    query.add(selection)
    query.add("watch", when: true)
    query.add("allowWatchBookmarks", when: true)
    query.add("sendInitialEvents", when: options.sendsInitialEvents)
    query.add("resourceVersion", options.resourceVersion)
    query.add("resourceVersionMatch", options.sendsInitialEvents ? "NotOlderThan" : nil)
    query.add("timeoutSeconds", String(options.timeout.components.seconds))
    return APIRequest(
      APIOperation(.watch, type, in: selection.namespace),
      .get,
      query.appended(to: type.path(in: selection.namespace)),
      accept: selection.accept(list: false),
      limits: .watch(idle: options.timeout + watchGrace)
    )
  }

  /// Any other path, already percent-encoded: `/version`, `/readyz`, a pod's proxy.
  package static func read(_ target: String, limits: TransferLimits = .call) -> APIRequest {
    APIRequest(APIOperation(.read, object: target), .get, target, limits: limits)
  }

  /// Which resources a version of a group serves.
  package static func discover(group: String, version: String) -> APIRequest {
    read(group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)")
  }

  /// How much longer than the server's own time-out a silent watch is trusted.
  ///
  /// The server ends a watch at its time-out; 5 s later the silence means a dead connection.
  private static let watchGrace: Duration = .seconds(5)
}
