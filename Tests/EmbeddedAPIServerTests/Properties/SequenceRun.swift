import APIMachinery
import EmbeddedAPIServer
import JSON
import Synchronization
import Time
import Transport

/// One random sequence of operations on one server, checked after every step against the oracle.
final class SequenceRun {
  struct Place: Hashable {
    let kind: SampledKind
    let namespace: String
    let name: String

    var path: String { kind.path(in: namespace) + "/" + name }
  }

  private final class WriteLog: Sendable {
    let records = Mutex<[WriteRecord]>([])
  }

  static let managers = ["alice", "bob", "carol"]
  private static let finalizers = ["example.com/a", "example.com/b"]

  let server: TestServer
  private let log = WriteLog()
  var dice: Dice
  var model: [Place: ModelObject] = [:]
  var snapshots: [Snapshot] = []
  var pagings: [Paging] = []
  /// What was done, for the report of a failure.
  private(set) var trail: [String] = []

  init(seed: UInt64) {
    let log = log
    dice = Dice(seed: seed)
    server = TestServer(
      seed: seed,
      configuration: .init(onWrite: { record in log.records.withLock { $0.append(record) } })
    )
  }

  var writes: [WriteRecord] { log.records.withLock { $0 } }

  func run(operations: Int) async throws {
    _ = await server.send(
      .post,
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
      SampledKind.definition
    )
    for _ in 0..<operations { try await step() }
    try await checkPast()
    let versions = writes.map(\.resourceVersion)
    let isIncreasing = zip(versions, versions.dropFirst()).allSatisfy { $0 < $1 }
    try require("resourceVersions increase with every write", isIncreasing, "\(versions)")
  }

  private func step() async throws {
    switch dice.number(below: 20) {
    case 0...3: try await create()
    case 4...6: try await put()
    case 7...9: try await mergePatch()
    case 10...13: try await apply()
    case 14: try await writeStatus()
    case 15: try await writeFinalizers()
    case 16: try await delete()
    case 17: try await turnPage()
    case 18: try await takeSnapshot()
    case _:
      trail.append("a second passes")
      server.advance(by: .seconds(1))
    }
  }

  private func create() async throws {
    let place = somePlace()
    let (leaves, manager) = (someLeaves(of: place.kind), dice.pick(Self.managers))
    let reply = try await write(
      .post,
      place.kind.path(in: place.namespace) + "?fieldManager=\(manager)",
      place.kind.object(place.name, leaves),
      expecting: model[place] == nil ? (201, true) : (409, false)
    )
    guard model[place] == nil else { return }
    let owner = Owner(manager: manager, operation: .update)
    model[place] = ModelObject(created: leaves, by: owner, place.kind)
    model[place]?.uid = reply.object.uid
    try check(reply, place)
  }

  private func put() async throws {
    let place = somePlace()
    guard let old = model[place] else {
      let object = place.kind.object(place.name, [:])
      _ = try await write(.put, place.path, object, expecting: (404, false))
      return
    }
    let manager = dice.pick(Self.managers)
    var body = await server.send(HTTPRequest.Method.get, place.path).json
    // An update of what was just read changes nothing, whoever sends it.
    let isIdle = dice.isOne(in: 4)
    let changes = isIdle ? [:] : someChanges(of: old, removingAbsent: false)
    for leaf in changes.keys.sorted() { place.kind.set(leaf, changes[leaf] ?? nil, in: &body) }
    let version = dice.number(below: 6)
    if version == 0 { body["metadata"]?["resourceVersion"] = "1" }
    if version == 1 { body["metadata"]?["resourceVersion"] = nil }
    var new = old
    let isChanged = new.update(changes, by: manager)
    let target = place.path + "?fieldManager=\(manager)"
    if version == 0 {
      _ = try await write(.put, target, body, expecting: (409, false))
    } else if version == 1, !place.kind.allowsUnconditionalUpdate {
      _ = try await write(.put, target, body, expecting: (422, false))
    } else {
      let reply = try await write(.put, target, body, expecting: (200, isChanged))
      model[place] = new
      try check(reply, place)
    }
  }

  private func mergePatch() async throws {
    let place = somePlace()
    let manager = dice.pick(Self.managers)
    let target = place.path + "?fieldManager=\(manager)"
    guard var object = model[place] else {
      let patch = place.kind.patch([:])
      _ = try await write(.patch, target, patch, type: .merge, expecting: (404, false))
      return
    }
    let changes = someChanges(of: object, removingAbsent: true)
    let isChanged = object.update(changes, by: manager)
    let patch = place.kind.patch(changes)
    let reply = try await write(.patch, target, patch, type: .merge, expecting: (200, isChanged))
    model[place] = object
    try check(reply, place)
  }

  private func apply() async throws {
    let place = somePlace()
    let (leaves, manager) = (someLeaves(of: place.kind), dice.pick(Self.managers))
    let isForced = dice.isOne(in: 3)
    let body = place.kind.object(place.name, leaves)
    let target = place.path + "?fieldManager=\(manager)&force=\(isForced)"
    guard var object = model[place] else {
      let reply = try await write(.patch, target, body, type: .apply, expecting: (201, true))
      let owner = Owner(manager: manager, operation: .apply)
      model[place] = ModelObject(created: leaves, by: owner, place.kind)
      model[place]?.uid = reply.object.uid
      return try check(reply, place)
    }
    let conflicts = object.conflicts(applying: leaves, by: manager)
    guard isForced || conflicts.isEmpty else {
      let reply = try await write(.patch, target, body, type: .apply, expecting: (409, false))
      return try check(reply, conflicts: conflicts)
    }
    let isChanged = object.apply(leaves, by: manager)
    let reply = try await write(.patch, target, body, type: .apply, expecting: (200, isChanged))
    model[place] = object
    try check(reply, place)
    if dice.isOne(in: 2) { server.advance(by: .seconds(1)) }
    let again = try await write(.patch, target, body, type: .apply, expecting: (200, false))
    try require("apply is idempotent", again.json == reply.json, again.text)
  }

  private func writeStatus() async throws {
    let place = somePlace()
    guard let leaf = place.kind.statusLeaf, var object = model[place] else { return }
    var body = await server.send(HTTPRequest.Method.get, place.path).json
    let value = dice.pick(["1", "2"])
    body = body.setting(
      ["status", leaf],
      place.kind == .bucket ? .string(value) : .integer(Int64(value) ?? 0)
    )
    // The endpoint of the status takes nothing else.
    place.kind.set(place.kind.leaves[0], "9", in: &body)
    let reply = try await write(
      .put,
      place.path + "/status",
      body,
      expecting: (200, object.status != value)
    )
    object.status = value
    model[place] = object
    try check(reply, place)
  }

  private func writeFinalizers() async throws {
    let place = somePlace()
    guard var object = model[place] else { return }
    let wanted = dice.some(of: Self.finalizers)
    let list = wanted.isEmpty ? JSONValue.null : .array(wanted.map(JSONValue.string))
    let patch: JSONValue = ["metadata": ["finalizers": list]]
    if object.isDying, !Set(wanted).isSubset(of: object.finalizers) {
      _ = try await write(.patch, place.path, patch, type: .merge, expecting: (422, false))
      return
    }
    let isChanged = wanted != object.finalizers
    let reply = try await write(
      .patch,
      place.path,
      patch,
      type: .merge,
      expecting: (200, isChanged)
    )
    object.finalizers = wanted
    model[place] = object
    if object.isDying, wanted.isEmpty { return try await bury(place) }
    try check(reply, place)
  }

  private func delete() async throws {
    let place = somePlace()
    let precondition = dice.number(below: 4)
    guard var object = model[place] else {
      _ = try await write(.delete, place.path, nil, expecting: (404, false))
      return
    }
    var body: JSONValue = ["kind": "DeleteOptions", "apiVersion": "v1"]
    switch precondition {
    case 0: body["preconditions"] = ["uid": "other"]
    case 1: body["preconditions"] = ["resourceVersion": "1"]
    case 2: body["preconditions"] = ["uid": .string(object.uid)]
    case _: break
    }
    guard precondition > 1 else {
      _ = try await write(.delete, place.path, body, expecting: (409, false))
      return
    }
    let isFirst = !object.isDying
    _ = try await write(.delete, place.path, body, expecting: (200, isFirst))
    guard !object.finalizers.isEmpty else { return try await bury(place) }
    object.isDying = true
    if isFirst, place.kind.hasGeneration { object.generation += 1 }
    model[place] = object
    try check(await server.send(HTTPRequest.Method.get, place.path), place)
  }

  private func bury(_ place: Place) async throws {
    model[place] = nil
    let reply = await server.send(HTTPRequest.Method.get, place.path)
    try require("an object without finalizers goes when deleted", reply.status == 404, reply.text)
  }
}

extension SequenceRun {
  enum PatchType: String {
    case none = "application/json"
    case merge = "application/merge-patch+json"
    case apply = "application/apply-patch+yaml"
  }

  /// Sends a write and checks its status, and that it spends one revision or none.
  private func write(
    _ method: HTTPRequest.Method,
    _ target: String,
    _ body: JSONValue?,
    type: PatchType = .none,
    expecting expected: (status: Int, isCommitted: Bool)
  ) async throws -> Reply {
    let before = server.server.revision
    trail.append("\(method.rawValue) \(target) \(body?.jsonText ?? "")")
    let reply = await server.send(method, target, body, type: type.rawValue)
    try require(
      "writes are answered as the oracle says",
      reply.status == expected.status,
      "\(reply.status) instead of \(expected.status): \(reply.text)"
    )
    try require(
      "a write spends one revision, a no-op none",
      server.server.revision == before + (expected.isCommitted ? 1 : 0),
      "\(before) became \(server.server.revision): \(reply.text)"
    )
    return reply
  }

  func note(_ line: String) {
    trail.append(line)
  }

  private func somePlace() -> Place {
    Place(
      kind: dice.pick(SampledKind.allCases),
      namespace: dice.isOne(in: 3) ? "kube-system" : "default",
      name: dice.pick(["n1", "n2"])
    )
  }

  private func someLeaves(of kind: SampledKind) -> [String: String] {
    var leaves: [String: String] = [:]
    for leaf in dice.some(of: kind.leaves + SampledKind.labels) {
      leaves[leaf] = dice.pick(["1", "2"])
    }
    return leaves
  }

  /// New values for one to three leaves; a few are removed.
  private func someChanges(of object: ModelObject, removingAbsent: Bool) -> [String: String?] {
    var changes: [String: String?] = [:]
    let all = object.kind.leaves + SampledKind.labels
    for _ in 0...dice.number(below: 3) {
      let leaf = dice.pick(all)
      let isPresent = object.leaves[leaf] != nil
      let isRemovable = isPresent || removingAbsent && SampledKind.labels.contains(leaf)
      let isRemoved = isRemovable && dice.isOne(in: 4)
      changes[leaf] = .some(isRemoved ? nil : dice.pick(["1", "2"]))
    }
    return changes
  }
}
