/// The page that lists each statement with the tests that prove it.
struct StatementTable {
  let statements: [Statement]
  /// In the order of their files.
  let tests: [ProvingTest]
  /// The sources of all tests, by their paths.
  let sources: [String: String]

  var markdown: String {
    ([introduction] + statements.map(section)).joined(separator: "\n")
  }

  private var introduction: String {
    """
    # Kubernetes semantics

    What the client, the runtime and the embedded API server rely on, and the tests that prove it: R the reflector, Q the work
    queue, L leader election, E events, K the API server for kubectl, S writes, C conditions, G ownership, D dry runs. In the tests
    of the server a body is written once and asked at up to three depths: the embedded server in process, the same behind a socket through libcurl, and a real
    kube-apiserver when `KUBEBUILDER_ASSETS` names a folder with `etcd` and `kube-apiserver` or `TEST_KUBECONFIG` a cluster.
    A depth that is named is one at which the test can be asked; a run without a real server says so.
    Made from the names of the tests: `WRITE_STATEMENT_TABLE=1 swift test --filter StatementTableTests`.

    """
  }

  private func section(_ statement: Statement) -> String {
    var lines = ["## \(statement.number)", "", statement.words, ""]
    lines += tests.filter { $0.numbers.contains(statement.number) }.map {
      "- \($0.law) *(\($0.depths))*"
    }
    lines += statement.proofs.map { "- \($0.test) *(\(place(of: $0)), \($0.target))*" }
    if let caveat = statement.caveat { lines += ["", caveat] }
    return lines.joined(separator: "\n") + "\n"
  }

  private func place(of proof: Statement.Proof) -> String {
    let path = sources.keys.sorted().first { path in
      ProjectTests.target(of: path) == proof.target
        && sources[path]?.contains("\"\(proof.test)\"") == true
    }
    return path.map(ProvingTest.place) ?? "nowhere"
  }
}
