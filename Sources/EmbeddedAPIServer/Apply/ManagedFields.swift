import JSON

/// `metadata.managedFields`: who owns which fields.
struct ManagedFields: Hashable, Sendable {
  /// One manager in one way of writing; two writes with equal identity are one entry.
  struct Identity: Hashable, Sendable {
    enum Operation: String, Sendable {
      case apply = "Apply"
      case update = "Update"
    }

    let manager: String
    let operation: Operation
    let apiVersion: String
    let subresource: String

    /// As in conflicts: `"kubectl" using apps/v1`, `"kcm" with subresource "status" using apps/v1`.
    var printed: String {
      var text = GoText.quoted(manager)
      if !subresource.isEmpty { text += " with subresource \(GoText.quoted(subresource))" }
      if operation == .update { text += " using \(apiVersion)" }
      return text
    }

    /// An applier is the same manager whatever version it applies.
    func isSame(as other: Identity) -> Bool {
      manager == other.manager && operation == other.operation && subresource == other.subresource
        && (operation == .apply || apiVersion == other.apiVersion)
    }
  }

  struct Entry: Hashable, Sendable {
    let identity: Identity
    /// RFC 3339 with whole seconds; sorts as text.
    var time: String
    var fields: FieldSet
  }

  private(set) var entries: [Entry] = []

  init() {}

  func entry(_ identity: Identity) -> Entry? {
    entries.first { $0.identity.isSame(as: identity) }
  }

  /// Replaces what the manager owned; an empty set removes the entry.
  mutating func set(_ entry: Entry) {
    entries.removeAll { $0.identity.isSame(as: entry.identity) }
    if !entry.fields.isEmpty { entries.append(entry) }
  }

  /// Takes fields away from every manager except one.
  mutating func take(_ fields: FieldSet, from isAffected: (Identity) -> Bool) {
    for index in entries.indices where isAffected(entries[index].identity) {
      entries[index].fields = entries[index].fields.subtracting(fields)
    }
    entries.removeAll { $0.fields.isEmpty }
  }

  /// The same managers with the same fields, whenever they wrote.
  func ownsLike(_ other: ManagedFields) -> Bool {
    entries.count == other.entries.count
      && entries.allSatisfy { other.entry($0.identity)?.fields == $0.fields }
  }
}

extension ManagedFields {
  /// More managers that wrote by update are merged into one, the oldest first.
  private static let maximumUpdaters = 10

  mutating func capUpdaters() {
    let updaters = entries.filter { $0.identity.operation == .update }
      .sorted { ($0.time, $0.identity.manager) < ($1.time, $1.identity.manager) }
    var excess = updaters.count - Self.maximumUpdaters
    var oldest: [String: Entry] = [:]
    for updater in updaters where excess > 0 {
      let version = updater.identity.apiVersion
      guard let first = oldest[version] else {
        oldest[version] = updater
        continue
      }
      mergeAncient(first, updater)
      excess -= 1
    }
  }

  /// Puts an updater into the bucket of its version, which begins with the oldest updater.
  private mutating func mergeAncient(_ first: Entry, _ updater: Entry) {
    let ancient = Identity(
      manager: "ancient-changes",
      operation: .update,
      apiVersion: updater.identity.apiVersion,
      subresource: ""
    )
    let known = entry(ancient)?.fields ?? first.fields
    entries.removeAll { $0.identity == first.identity || $0.identity == updater.identity }
    set(Entry(identity: ancient, time: updater.time, fields: known.union(updater.fields)))
  }
}

extension ManagedFields {
  /// Reads `metadata.managedFields`; an entry that cannot be read makes the whole unreadable, as in the server.
  init?(json: JSONValue?) {
    for element in json?.arrayValue ?? [] {
      guard let entry = Entry(json: element) else { return nil }
      entries.append(entry)
    }
  }

  var json: JSONValue? {
    entries.isEmpty ? nil : .array(entries.sorted { $0.precedes($1) }.map(\.json))
  }
}

extension ManagedFields.Entry {
  init?(json: JSONValue) {
    guard let operation = json["operation"]?.stringValue.flatMap(Operation.init(rawValue:)),
      let fields = FieldSet(json: json["fieldsV1"] ?? [:])
    else { return nil }
    identity = ManagedFields.Identity(
      manager: json["manager"]?.stringValue ?? "",
      operation: operation,
      apiVersion: json["apiVersion"]?.stringValue ?? "",
      subresource: json["subresource"]?.stringValue ?? ""
    )
    time = json["time"]?.stringValue ?? ""
    self.fields = fields
  }

  private typealias Operation = ManagedFields.Identity.Operation

  fileprivate var json: JSONValue {
    var json: JSONValue = [
      "manager": .string(identity.manager), "operation": .string(identity.operation.rawValue),
      "apiVersion": .string(identity.apiVersion), "fieldsType": "FieldsV1",
      "fieldsV1": fields.json,
    ]
    if !time.isEmpty { json["time"] = .string(time) }
    if !identity.subresource.isEmpty { json["subresource"] = .string(identity.subresource) }
    return json
  }

  fileprivate func precedes(_ other: Self) -> Bool {
    let (mine, theirs) = (sortKey, other.sortKey)
    return mine.lexicographicallyPrecedes(theirs)
  }

  private var sortKey: [String] {
    [
      identity.operation.rawValue, time, identity.manager, identity.apiVersion,
      identity.subresource,
    ]
  }
}
