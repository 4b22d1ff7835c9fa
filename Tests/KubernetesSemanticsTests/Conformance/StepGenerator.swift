import APIMachinery
import JSON
import Transport

/// Draws sequences of requests, valid and invalid, on a few names of a few kinds, so that they meet.
struct StepGenerator {
  private var random: SeededGenerator
  private let widgets: ResourceType
  private let kinds: [ResourceType]
  private static let names = ["a", "b", "c"]
  private static let managers = ["ann", "bob", "kubectl"]

  /// - Parameter isShared: whether other controllers write to the kinds that have some.
  init(seed: UInt64, widgets: ResourceType, isShared: Bool) {
    random = SeededGenerator(seed: seed)
    self.widgets = widgets
    kinds =
      [.configMaps, .secrets, widgets, widgets] + (isShared ? [] : [.services, .deployments])
  }

  mutating func sequence() -> [Step] {
    (0..<Int.random(in: 8...16, using: &random)).map { _ in step() }
  }

  private mutating func step() -> Step {
    let type = pick(kinds)
    let name = pick(Self.names)
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<25: return create(type, name)
    case 25..<33: return read(type, name)
    case 33..<47: return replace(type, name)
    case 47..<62: return patch(type, name)
    case 62..<77: return apply(type, name)
    case 77..<83: return status(type, name)
    case 83..<87: return scale(type, name)
    default: return delete(type, name)
    }
  }

  private mutating func create(_ type: ResourceType, _ name: String) -> Step {
    var body = object(type, name)
    if chance(8) {
      body["metadata"]?["name"] = nil
      body["metadata"]?["generateName"] = .string("\(name)-")
    }
    return Step(method: .post, type: type, query: writeQuery(), body: body)
  }

  private mutating func read(_ type: ResourceType, _ name: String) -> Step {
    let queries = [
      "", "labelSelector=t%3Dx", "fieldSelector=metadata.name%3D\(name)", "limit=1",
      "resourceVersion=0", "resourceVersion=x", "labelSelector=t%20in%20(x,y)",
      "resourceVersionMatch=Exact", "fieldSelector=spec.no%3Dx",
    ]
    return chance(2)
      ? Step(method: .get, type: type, name: name)
      : Step(method: .get, type: type, query: pick(queries))
  }

  private mutating func replace(_ type: ResourceType, _ name: String) -> Step {
    var body = object(type, name)
    body["metadata"]?["resourceVersion"] = version(type, name)
    if chance(10) { body["metadata"]?["uid"] = uid(type, name) }
    return Step(method: .put, type: type, name: name, query: writeQuery(), body: body)
  }

  private mutating func patch(_ type: ResourceType, _ name: String) -> Step {
    let format = pick([PatchFormat.merge, .merge, .strategic, .json])
    var body = object(type, name)
    switch format {
    case .json: body = operations()
    case .merge, .strategic, .apply:
      if chance(3) { body = ["metadata": ["labels": ["t": pick(["x", "y", .null])]]] }
      if chance(4) { body["metadata"]?["resourceVersion"] = version(type, name) }
      if chance(5) { body["metadata"]?["finalizers"] = .null }
    }
    return Step(
      method: .patch,
      type: type,
      name: name,
      query: writeQuery(),
      contentType: format.rawValue,
      body: body
    )
  }

  private mutating func apply(_ type: ResourceType, _ name: String) -> Step {
    var body = object(type, name)
    if chance(10) { body["metadata"]?["resourceVersion"] = version(type, name) }
    if chance(15) { body["metadata"]?["uid"] = uid(type, name) }
    let force = pick(["", "&force=true", "&force=false"])
    let manager = chance(20) ? "" : "fieldManager=\(pick(Self.managers))"
    return Step(
      method: .patch,
      type: type,
      name: name,
      query: manager + force + (chance(10) ? "&dryRun=All" : ""),
      contentType: PatchFormat.apply.rawValue,
      body: body
    )
  }

  private mutating func status(_ type: ResourceType, _ name: String) -> Step {
    let number = JSONValue.integer(Int64.random(in: 0...3, using: &random))
    return Step(
      method: .patch,
      type: type,
      name: name,
      subresource: "status",
      contentType: PatchFormat.merge.rawValue,
      body: ["spec": ["note": "ignored"], "status": ["replicas": number]]
    )
  }

  private mutating func scale(_ type: ResourceType, _ name: String) -> Step {
    let number = JSONValue.integer(Int64.random(in: -1...12, using: &random))
    return Step(
      method: .patch,
      type: type,
      name: name,
      subresource: "scale",
      contentType: PatchFormat.merge.rawValue,
      body: ["spec": ["replicas": number]]
    )
  }

  private mutating func delete(_ type: ResourceType, _ name: String) -> Step {
    if chance(10) { return Step(method: .delete, type: type, query: "labelSelector=t%3Dx") }
    var options: JSONValue = [:]
    if chance(3) { options["propagationPolicy"] = pick(["Background", "Foreground", "Sideways"]) }
    if chance(5) { options["preconditions"] = ["uid": uid(type, name)] }
    if chance(5) { options["preconditions"] = ["resourceVersion": "$first:\(type.plural)/\(name)"] }
    let query = chance(6) ? "dryRun=All" : ""
    return Step(method: .delete, type: type, name: name, query: query, body: options)
  }
}

extension StepGenerator {
  private mutating func chance(_ oneIn: Int) -> Bool {
    Int.random(in: 0..<oneIn, using: &random) == 0
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &random)]
  }

  private mutating func version(_ type: ResourceType, _ name: String) -> JSONValue? {
    let place = "\(type.plural)/\(name)"
    return pick([
      .string("$version:\(place)"), .string("$version:\(place)"), .string("$first:\(place)"), nil,
    ])
  }

  private mutating func uid(_ type: ResourceType, _ name: String) -> JSONValue {
    chance(2) ? .string("$uid:\(type.plural)/\(name)") : "11111111-2222-4333-8444-555555555555"
  }

  private mutating func writeQuery() -> String {
    var terms = [
      pick(["", "fieldManager=ann", "fieldManager=bob"]),
      pick(["", "", "fieldValidation=Strict", "fieldValidation=Warn", "fieldValidation=Ignore"]),
    ]
    if chance(10) { terms.append("dryRun=All") }
    return terms.filter { !$0.isEmpty }.joined(separator: "&")
  }

  private mutating func operations() -> JSONValue {
    pick([
      [["op": "add", "path": "/metadata/labels", "value": ["t": "x"]]],
      [
        ["op": "test", "path": "/metadata/name", "value": "a"],
        ["op": "remove", "path": "/metadata/finalizers"],
      ],
      [["op": "replace", "path": "/nowhere/at/all", "value": 1]],
      [["op": "add", "path": "/data", "value": ["k": "json"]]],
    ])
  }

  /// A whole object, often valid.
  private mutating func object(_ type: ResourceType, _ name: String) -> JSONValue {
    var body: JSONValue = [
      "apiVersion": .string(type.apiVersion), "kind": .string(type.kind),
      "metadata": ["name": .string(chance(30) ? "Not_a_name" : name)],
    ]
    if chance(2) { body["metadata"]?["labels"] = ["t": pick(["x", "y", "not a label"])] }
    if chance(4) { body["metadata"]?["annotations"] = ["example.com/note": pick(["1", "2"])] }
    if chance(8) { body["metadata"]?["finalizers"] = ["example.com/hold"] }
    if chance(25) { body["kind"] = "Something" }
    if chance(15) { body["unknown"] = ["field": 1] }
    switch type {
    case .configMaps: body["data"] = texts()
    case .secrets: body[chance(2) ? "stringData" : "data"] = secretTexts()
    case .services: body["spec"] = service()
    case .deployments: body["spec"] = deployment(name)
    default: body["spec"] = widget()
    }
    return body
  }

  private mutating func texts() -> JSONValue {
    var data: JSONValue = [:]
    for key in ["k", "l", "m"] where chance(2) { data[key] = pick(["v", "w"]) }
    if chance(25) { data["n"] = 1 }
    return data
  }

  private mutating func secretTexts() -> JSONValue {
    var data: JSONValue = [:]
    for key in ["k", "l"] where chance(2) { data[key] = pick(["dg==", "dw==", "dg=="]) }
    if chance(20) { data["k"] = "&" }
    return data
  }

  private mutating func service() -> JSONValue {
    let http: JSONValue = ["name": "http", "port": pick([80, 8080, 80, 0])]
    let metrics: JSONValue = ["name": "metrics", "port": 9090]
    return [
      "selector": ["app": pick(["a", "b"])],
      "ports": pick([[http], [http, metrics], [metrics, http], []]),
    ]
  }

  private mutating func deployment(_ name: String) -> JSONValue {
    let label = JSONValue.string(chance(20) ? "other" : name)
    var app: JSONValue = ["name": "app", "image": pick(["app:v1", "app:v2"])]
    if chance(3) { app["env"] = [["name": "A", "value": pick(["1", "2"])]] }
    let sidecar: JSONValue = ["name": "sidecar", "image": "sidecar:v1"]
    var spec: JSONValue = [
      "selector": ["matchLabels": ["app": .string(name)]],
      "template": [
        "metadata": ["labels": ["app": label]],
        "spec": ["containers": pick([[app], [app, sidecar], [app], []])],
      ],
    ]
    if chance(2) { spec["replicas"] = pick([0, 1, 3, -1, 3]) }
    return spec
  }

  private mutating func widget() -> JSONValue {
    var spec: JSONValue = [:]
    if chance(2) { spec["size"] = pick([1, 5, 10, 5, 11, "five", .null]) }
    if chance(2) { spec["note"] = pick(["n", "m"]) }
    if chance(12) { spec["colour"] = "red" }
    return spec
  }
}
