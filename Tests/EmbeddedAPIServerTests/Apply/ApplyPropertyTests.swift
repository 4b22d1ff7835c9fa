import EmbeddedAPIServer
import JSON
import Testing

@Suite("Laws of apply over random objects")
struct ApplyPropertyTests {
  private static let seeds = Array(UInt64(1)...40)

  @Test("applying the same configuration twice changes nothing", arguments: seeds)
  func idempotence(seed: UInt64) throws {
    var random = RandomObjects(seed: seed)
    let live = Applying.deployments.record(nil, random.deployment(), by: "human")
    let configuration = random.deployment()
    let once = try Applying.deployments.apply(configuration, to: live, by: "op", force: true)
    let twice = try Applying.deployments.apply(configuration, to: once, by: "op")
    #expect(twice == once)
  }

  @Test("after an apply every applied field has the applied value", arguments: seeds)
  func effect(seed: UInt64) throws {
    var random = RandomObjects(seed: seed)
    let live = Applying.deployments.record(nil, random.deployment(), by: "human")
    let configuration = random.deployment()
    let result = try Applying.deployments.apply(configuration, to: live, by: "op", force: true)
    for label in configuration["metadata"]?["labels"]?.objectValue ?? [:] {
      #expect(result["metadata"]?["labels"]?[label.key] == label.value)
    }
    for container in Applying.containers(configuration) ?? [] {
      let merged = Applying.containers(result)?.first { $0["name"] == container["name"] }
      #expect(merged?["image"] == container["image"])
    }
  }

  @Test("a part of a configuration removes exactly what was owned alone", arguments: seeds)
  func subset(seed: UInt64) throws {
    var random = RandomObjects(seed: seed)
    let foreign = random.deployment()
    let full = random.deployment()
    let part = random.part(of: full)
    let live = Applying.deployments.record(nil, foreign, by: "human")
    let applied = try Applying.deployments.apply(full, to: live, by: "op", force: true)
    let shared = try Applying.deployments.apply(random.part(of: full), to: applied, by: "other")
    let result = try Applying.deployments.apply(part, to: shared, by: "op")
    let others = Set(
      ["human", "other"].flatMap { Applying.names(Applying.claims(of: $0, shared)) }
    )
    let expected = Applying.names(applied).filter {
      Applying.names(part).contains($0) || others.contains($0)
    }
    #expect(Applying.names(result).sorted() == expected.sorted())
  }
}

extension Applying {
  /// The labels and containers of a Deployment, as comparable names.
  fileprivate static func names(_ deployment: JSONValue) -> [String] {
    let labels = deployment["metadata"]?["labels"]?.objectValue?.keys ?? []
    let names = (containers(deployment) ?? []).compactMap { $0["name"]?.stringValue }
    return labels.map { "label \($0)" } + names.map { "container \($0)" }
  }

  /// What one manager owns, as a Deployment with those labels and containers.
  fileprivate static func claims(of manager: String, _ object: JSONValue) -> JSONValue {
    let entry = object["metadata"]?["managedFields"]?.arrayValue?
      .first { $0["manager"]?.stringValue == manager }
    let fields = entry?["fieldsV1"] ?? [:]
    let labels = fields["f:metadata"]?["f:labels"]?.objectValue?.keys ?? []
    let containers = fields["f:spec"]?["f:template"]?["f:spec"]?["f:containers"]
    let names = (containers?.objectValue?.keys ?? []).compactMap { key in
      try? JSONValue(parsing: String(key.dropFirst(2)))
    }
    var deployment = Applying.deployment(containers: names)
    deployment["metadata"]?["labels"] = .object(
      JSONObject(labels.map { .init(key: String($0.dropFirst(2)), value: "") })
    )
    return deployment
  }
}

/// Small Deployments from a seed: a few labels and containers out of a few names, so that they overlap.
struct RandomObjects {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
  }

  mutating func deployment() -> JSONValue {
    let containers = some(of: ["a", "b", "c", "d"]).map { name -> JSONValue in
      ["name": .string(name), "image": .string(pick(["x:1", "x:2"]))]
    }
    var deployment = Applying.deployment(containers: containers)
    let labels = some(of: ["k", "l", "m", "n"])
    deployment["metadata"]?["labels"] = .object(
      JSONObject(labels.map { .init(key: $0, value: .string(pick(["1", "2"]))) })
    )
    return deployment
  }

  /// The same Deployment with some of its labels and containers.
  mutating func part(of deployment: JSONValue) -> JSONValue {
    var part = deployment
    let containers = some(of: Applying.containers(deployment) ?? [])
    part["spec"]?["template"]?["spec"]?["containers"] = .array(containers)
    let labels = some(of: deployment["metadata"]?["labels"]?.objectValue?.members ?? [])
    part["metadata"]?["labels"] = labels.isEmpty ? nil : .object(JSONObject(labels))
    return part
  }

  private mutating func some<Element>(of elements: [Element]) -> [Element] {
    elements.filter { _ in next() % 2 == 0 }
  }

  private mutating func pick(_ texts: [String]) -> String {
    texts[Int(next() % UInt64(texts.count))]
  }

  private mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state >> 11
  }
}
