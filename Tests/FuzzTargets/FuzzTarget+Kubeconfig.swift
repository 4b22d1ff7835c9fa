import KubernetesClient

extension FuzzTarget {
  /// A kubeconfig is a configuration, or a sentence that says which file to mend and never tells a secret.
  static let kubeconfig = FuzzTarget("kubeconfig") { input throws(BrokenLaw) in
    let bytes = input.bytes
    let readFile: FileReader = { path throws(FileError) in
      guard path == "/home/ada/config" else { throw .missing }
      return bytes
    }
    do throws(ConfigurationError) {
      let config = try Kubeconfig(paths: ["/home/ada/config"], readFile: readFile)
      _ = try? config.configuration(context: "other")
      _ = try config.configuration()
    } catch {
      let sentence = "\(error)"
      try require(sentence.contains("/home/ada/config"), "which file? \(sentence)")
      try require(!sentence.contains(secret), "a secret is told: \(sentence)")
    }
  }

  /// What the corpus has as token and password.
  private static let secret = "s3cr3t"
}
