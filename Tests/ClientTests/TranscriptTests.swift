import Testing

/// Clients that nobody here wrote, against the API server that we wrote: what they print is what they print on a real cluster.
///
/// The transcripts are the documentation of it; `hack/transcript.sh` plays them for people and records them anew.
@Suite("Transcripts", .serialized)
struct TranscriptTests {
  @Test(
    "kubectl prints what the transcript says",
    .enabled(if: Fixtures.hasKubectl, "kubectl is not installed"),
    .timeLimit(.minutes(20))
  )
  func kubectl() async throws {
    try await replay("kubectl.txt")
  }

  @Test(
    "the kubernetes package of PyPI lists, watches, patches and applies",
    .enabled(
      if: Fixtures.pythonHas("kubernetes"),
      "python3 lacks the package kubernetes; CLIENT_TESTS_PYTHON may name one that has it"
    ),
    .timeLimit(.minutes(20))
  )
  func kubernetesPackage() async throws {
    try await replay("python.txt")
  }

  @Test(
    "a kopf operator handles the life of a custom resource",
    .enabled(
      if: Fixtures.pythonHas("kopf"),
      "python3 lacks the package kopf; CLIENT_TESTS_PYTHON may name one that has it"
    ),
    .timeLimit(.minutes(20))
  )
  func kopf() async throws {
    try await replay("kopf.txt")
  }

  private func replay(_ name: String) async throws {
    let transcript = Transcript(try Fixtures.text(name))
    try #require(!transcript.steps.isEmpty)
    try await ServedCluster.run { cluster in
      for step in transcript.steps {
        let output = try await cluster.output(of: step.command)
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(
          Transcript.comparable(lines) == Transcript.comparable(step.output),
          "\(name):\(step.line): $ \(step.command)\n\(output)"
        )
      }
    }
  }
}
