import APIMachinery
import EmbeddedAPIServer
import JSON
import Transport

/// A list as it was once answered, and a watch that was opened there.
struct Snapshot {
  let selection: SampledSelection
  let list: Reply
  let watch: StreamedResponse
}

/// A list that is read page by page while others write.
struct Paging {
  let selection: SampledSelection
  let limit: Int
  let whole: Reply
  var items: [JSONValue] = []
  var token: String
}

/// The laws of lists, pages and watches.
extension SequenceRun {
  func takeSnapshot() async throws {
    let selection = SampledSelection(&dice)
    let list = await server.send(.get, selection.target)
    note("list \(selection.target) at \(list.revision)")
    let names = model.keys.filter { place in
      guard place.kind == selection.kind, let object = model[place] else { return false }
      var json: JSONValue = ["metadata": ["name": .string(place.name)]]
      json["metadata"]?["namespace"] = .string(place.namespace)
      for leaf in SampledKind.labels { place.kind.set(leaf, object.leaves[leaf], in: &json) }
      return selection.includes(APIObject(json))
    }.map { "\($0.namespace)/\($0.name)" }
    try require(
      "a list shows exactly the selected objects, in order",
      list.items.map(\.key.description) == names.sorted(),
      "should be \(names.sorted()): \(list.text)"
    )
    let watch = await server.server.respond(
      to: watchRequest(selection, from: list.revision)
    )
    snapshots.append(Snapshot(selection: selection, list: list, watch: watch))
  }

  /// Begins to read a list in pages, or reads the next page of an earlier one.
  func turnPage() async throws {
    if let index = pagings.indices.last, !pagings[index].token.isEmpty, dice.isOne(in: 2) {
      return try await readPage(index)
    }
    let selection = SampledSelection(&dice)
    let whole = await server.send(.get, selection.target)
    pagings.append(
      Paging(
        selection: selection,
        limit: 1 + dice.number(below: 3),
        whole: whole,
        token: ""
      )
    )
    try await readPage(pagings.count - 1)
  }

  private func readPage(_ index: Int) async throws {
    let paging = pagings[index]
    let page = await server.send(
      .get,
      "\(paging.selection.target)&limit=\(paging.limit)&continue=\(paging.token)"
    )
    note("page of \(paging.selection.target)")
    pagings[index].items += page.json["items"]?.arrayValue ?? []
    pagings[index].token = page.json["metadata"]?["continue"]?.stringValue ?? ""
    try require(
      "all pages show the version of the first",
      page.revision == paging.whole.revision,
      page.text
    )
  }

  func checkPast() async throws {
    for index in pagings.indices {
      while !pagings[index].token.isEmpty { try await readPage(index) }
      try require(
        "the pages of a list are the whole list",
        .array(pagings[index].items) == pagings[index].whole.json["items"],
        "\(pagings[index].items.map(\.jsonText)) is not \(pagings[index].whole.text)"
      )
    }
    var replays: [StreamedResponse] = []
    for snapshot in snapshots {
      try await checkExact(snapshot)
      let request = watchRequest(snapshot.selection, from: snapshot.list.revision)
      replays.append(await server.server.respond(to: request))
    }
    server.server.closeWatches()
    for (snapshot, replay) in zip(snapshots, replays) {
      let live = try await snapshot.watch.body.collect(upTo: 1 << 24)
      let replayed = try await replay.body.collect(upTo: 1 << 24)
      try require(
        "a watch from a version replays what a watch since then saw",
        live == replayed,
        String(decoding: live, as: UTF8.self) + "is not "
          + String(decoding: replayed, as: UTF8.self)
      )
      try await check(try events(in: live), since: snapshot)
    }
  }

  private func checkExact(_ snapshot: Snapshot) async throws {
    let version = snapshot.list.revision
    let past = await server.send(
      .get,
      snapshot.selection.target + "&resourceVersion=\(version)&resourceVersionMatch=Exact"
    )
    try require("a list at a version shows the past", past.json == snapshot.list.json, past.text)
  }

  /// The events turn the old list into the new one, each as its write requires and none besides.
  private func check(_ events: [JSONValue], since snapshot: Snapshot) async throws {
    let selection = snapshot.selection
    var objects: [String: JSONValue] = [:]
    for item in snapshot.list.items { objects[item.key.description] = item.json }
    var told: [String] = []
    for event in events {
      var object = APIObject(event["object"] ?? .null)
      let type = event["type"]?.stringValue ?? ""
      let key = object.key.description
      told.append("\(type) \(key) \(object.resourceVersion)")
      let isKnown = objects[key] != nil
      try require("only what is not known is added", (type == "ADDED") != isKnown, "\(told)")
      if selection.kind != .bucket {
        object.json["kind"] = nil
        object.json["apiVersion"] = nil
      }
      objects[key] = type == "DELETED" ? nil : object.json
    }
    let now = await server.send(.get, selection.target)
    try require(
      "the events since a list lead to the list of now",
      objects.keys.sorted().compactMap { objects[$0] } == now.items.map(\.json),
      "\(told) do not lead to \(now.text)"
    )
    let expected = expectedEvents(since: snapshot)
    try require("a watch tells each write once", told == expected, "\(told) is not \(expected)")
  }

  private func expectedEvents(since snapshot: Snapshot) -> [String] {
    let selection = snapshot.selection
    let version = UInt64(snapshot.list.revision) ?? 0
    let plural = selection.kind.path(in: nil).split(separator: "/").last.map(String.init)
    return writes.compactMap { write in
      guard write.resourceVersion > version, write.type.plural == plural else { return nil }
      let was = write.old.map(selection.includes) ?? false
      let isNow = write.new.map(selection.includes) ?? false
      switch (was, isNow) {
      case (false, true): return "ADDED \(write.key) \(write.resourceVersion)"
      case (true, true): return "MODIFIED \(write.key) \(write.resourceVersion)"
      case (true, false): return "DELETED \(write.key) \(write.resourceVersion)"
      case (false, false): return nil
      }
    }
  }

  private func events(in bytes: [UInt8]) throws -> [JSONValue] {
    try bytes.split(separator: 0x0A).map { try JSONValue(parsing: Array($0)) }
  }

  private func watchRequest(_ selection: SampledSelection, from version: String) -> HTTPRequest {
    HTTPRequest(
      .get,
      origin: "http://test",
      target: selection.target + "&watch=1&resourceVersion=\(version)",
      headers: ["User-Agent": "test/1"]
    )
  }
}
