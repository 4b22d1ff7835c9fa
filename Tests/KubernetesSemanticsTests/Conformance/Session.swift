import APIMachinery
import JSON
import Testing
import Transport

/// One server's side of a sequence: sends the steps and keeps what the server said, in a form that another server can be held to.
struct Session {
  /// An answer without what may differ between two servers.
  struct Outcome: Hashable {
    let status: Int
    let body: JSONValue
    let warnings: [String]
  }

  private let server: APIServerUnderTest
  private let beginnings: [(type: ResourceType, version: String)]
  private var versions: [String: [String]] = [:]
  private var uids: [String: String] = [:]
  private var masks: Masks
  private var newest: UInt64 = 0
  /// Laws that the server broke by itself.
  private(set) var violations: [String] = []

  /// Makes a namespace for the sequence.
  static func begin(on server: APIServerUnderTest, watching types: [ResourceType]) async throws
    -> Session
  {
    let made = try await server.send(
      APIServerRequest(
        .post,
        "/api/v1/namespaces",
        ["apiVersion": "v1", "kind": "Namespace", "metadata": ["generateName": "sequence-"]]
      )
    )
    try #require(made.status == 201, "\(made.refusal)")
    let inside = server.inside(made.object.name)
    var beginnings: [(type: ResourceType, version: String)] = []
    for type in types { beginnings.append((type, try await inside.list(type).version)) }
    return Session(server: inside, beginnings: beginnings)
  }

  private init(
    server: APIServerUnderTest,
    beginnings: [(type: ResourceType, version: String)]
  ) {
    self.server = server
    self.beginnings = beginnings
    masks = Masks(namespace: server.namespace)
  }

  mutating func send(_ step: Step) async throws -> Outcome {
    let path = server.path(step.type, step.name, step.subresource)
    let request = APIServerRequest(step.method, path, step.body.map(filled))
      .typed(step.contentType).asking(step.query)
    let reply = try await server.send(request)
    note(reply, of: step)
    return Outcome(
      status: reply.status,
      body: masks.masked(reply.json),
      warnings: reply.warnings
    )
  }

  /// Everything that a watch from before the sequence tells, up to an object that ends it.
  mutating func watched() async throws -> [JSONValue] {
    var events: [JSONValue] = []
    for (type, version) in beginnings {
      let end: JSONValue = [
        "apiVersion": .string(type.apiVersion), "kind": .string(type.kind),
        "metadata": ["name": "zz-end"],
      ]
      let made = try await server.create(type, end)
      try #require(made.status == 201, "\(made.refusal)")
      let watch = try await server.watch(type, "resourceVersion=\(version)")
      while let event = await watch.next() {
        let object = APIObject(event["object"] ?? .null)
        if object.name == "kube-root-ca.crt" { continue }
        noteOrder(of: event)
        events.append(masks.masked(event))
        if object.name == "zz-end" { break }
      }
    }
    return events
  }

  func end() async throws {
    try await server.delete(.namespaces, server.namespace)
  }
}

extension Session {
  private func filled(_ body: JSONValue) -> JSONValue {
    switch body {
    case .string(let text) where text.hasPrefix("$"): return .string(value(of: text))
    case .array(let elements): return .array(elements.map(filled))
    case .object(let object):
      return .object(object.compactMapValues { filled($1) })
    case .null, .bool, .integer, .double, .string: return body
    }
  }

  private func value(of text: String) -> String {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    switch parts.first {
    case "$version": return versions[parts[1]]?.last ?? "1"
    case "$first": return versions[parts[1]]?.first ?? "1"
    default: return uids[parts[1]] ?? "11111111-2222-4333-8444-555555555555"
    }
  }

  private mutating func note(_ reply: Reply, of step: Step) {
    guard (200...201).contains(reply.status), step.method != .get else { return }
    let object = reply.object
    guard !object.uid.isEmpty, !step.query.contains("dryRun"), step.subresource != "scale" else {
      return
    }
    let place = "\(step.type.plural)/\(object.name)"
    let before = uids[place] == object.uid ? versions[place]?.last : nil
    if before != object.resourceVersion {
      if reply.revision <= newest {
        violations.append("\(step): version \(reply.revision) after \(newest)")
      }
      newest = max(newest, reply.revision)
    }
    if uids[place] != object.uid { versions[place] = [] }
    uids[place] = object.uid
    versions[place, default: []].append(object.resourceVersion)
  }

  private mutating func noteOrder(of event: JSONValue) {
    let version = UInt64(APIObject(event["object"] ?? .null).resourceVersion) ?? 0
    if version == 0 { violations.append("an event without a version: \(event.jsonText)") }
  }
}
