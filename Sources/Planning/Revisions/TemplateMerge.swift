import JSON

/// Lays our pod template over the user's, list by list, as `kubectl`'s strategic merge does it.
enum TemplateMerge {
  /// Objects merge member by member and keyed lists element by element; for anything else ours is taken.
  static func merge(_ users: JSONValue, under ours: JSONValue, field: String = "") -> JSONValue {
    switch (users, ours) {
    case (.object(let users), .object(let ours)):
      return .object(merge(users, under: ours))
    case (.array(let users), .array(let ours)):
      guard let key = keys.first(where: { $0.list == field })?.key else { return .array(ours) }
      return .array(merge(users, under: ours, by: key))
    case (_, _):
      return ours
    }
  }

  private static func merge(_ users: JSONObject, under ours: JSONObject) -> JSONObject {
    var merged = users
    for member in ours {
      merged[member.key] =
        users[member.key].map { merge($0, under: member.value, field: member.key) } ?? member.value
    }
    return merged
  }

  /// Ours first, so that our container stays the first one.
  private static func merge(
    _ users: [JSONValue],
    under ours: [JSONValue],
    by key: String
  ) -> [JSONValue] {
    let merged = ours.map { element in
      users.first { $0[key] == element[key] }.map { merge($0, under: element) } ?? element
    }
    return merged + users.filter { user in !ours.contains { $0[key] == user[key] } }
  }

  private static let keys: [(list: String, key: String)] = [
    ("containers", "name"), ("initContainers", "name"), ("volumes", "name"), ("env", "name"),
    ("volumeMounts", "mountPath"), ("ports", "containerPort"), ("imagePullSecrets", "name"),
  ]
}
