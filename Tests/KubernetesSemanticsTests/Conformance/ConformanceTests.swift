import APIMachinery
import FoundationEssentials
import JSON
import Testing

extension KubernetesSemantics {
  /// Generated sequences on two servers at once.
  ///
  /// With a real API server at hand the embedded one is held to it. Without, the embedded server in process is held to another behind a
  /// socket: that proves the way of the bytes and that nothing but the seed decides, and nothing about Kubernetes.
  @Suite("Two servers give the same answers")
  struct ConformanceTests {
    /// 2,000 sequences of 8 to 16 requests, in parts that run side by side.
    private static let parts = 8
    private static let sequencesPerPart = 250
    /// So many differences say enough about a part.
    private static let differencesMax = 3

    @Test(
      "the answers to generated sequences are the same, and so is what watches tell",
      arguments: seeds
    )
    func sameAnswers(seeds: Range<UInt64>) async throws {
      try await withTwoServers(part: seeds.lowerBound) { left, right, widgets in
        var differences = 0
        for seed in seeds where differences < Self.differencesMax {
          let comparison = SequenceComparison(seed: seed, widgets: widgets)
          guard let difference = try await comparison.difference(of: left, and: right) else {
            continue
          }
          differences += 1
          Issue.record("\(difference)")
        }
      }
    }

    /// One seed when `SEMANTICS_SEED` names it, else all.
    private static let seeds: [Range<UInt64>] = {
      let environment = ProcessInfo.processInfo.environment
      if let seed = environment["SEMANTICS_SEED"].flatMap(UInt64.init) {
        return [seed..<(seed + 1)]
      }
      return (0..<parts).map { part in
        let first = UInt64(part * sequencesPerPart)
        return first..<(first + UInt64(sequencesPerPart))
      }
    }()
  }
}

/// Runs a test on the embedded server and on the real one, or on two embedded servers of different seeds, with the same definition.
private func withTwoServers(
  part: UInt64,
  _ test:
    @escaping @Sendable (APIServerUnderTest, APIServerUnderTest, ResourceType) async throws ->
    Void
) async throws {
  let left = EmbeddedUnderTest(seed: 1)
  let inProcess = APIServerUnderTest(
    left,
    depth: .inProcess,
    left.inProcess,
    origin: "http://x"
  ).inside("conformance-\(part)")
  @Sendable func run(_ other: APIServerUnderTest) async throws {
    let right = other.inside(inProcess.namespace)
    for server in [inProcess, right] { try await server.prepareConformance() }
    try await test(inProcess, right, inProcess.widgets)
    try await right.delete(.customResourceDefinitions, right.widgets.qualifiedName)
    try await right.delete(.namespaces, right.namespace)
  }
  if let real = RealServer.current { return try await run(real.server(in: "")) }
  try await EmbeddedUnderTest(seed: 2).listen(run)
}

extension APIServerUnderTest {
  /// The namespace and the definition that all sequences of a part share.
  fileprivate func prepareConformance() async throws {
    let namespace: JSONValue = [
      "apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(self.namespace)],
    ]
    let made = try await create(.namespaces, namespace)
    try #require(made.status == 201, "\(made.refusal)")
    try await installWidgets()
  }
}
