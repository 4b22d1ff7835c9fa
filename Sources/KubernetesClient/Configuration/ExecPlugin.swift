package import JSON

/// A program that prints credentials: the `exec` of a kubeconfig's user.
package struct ExecPlugin: Hashable, Sendable {
  package struct Variable: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What the plugin is asked in, and must answer in.
  package var apiVersion: String
  /// A name to look for in `PATH`, or a path.
  package var command: String
  package var arguments: [String]
  package var environment: [Variable]
  /// What the kubeconfig says to somebody who lacks the program.
  package var installHint: String?
  /// What the plugin is told of the cluster; `nil` unless the kubeconfig says `provideClusterInfo`.
  package var cluster: JSONValue?
  /// The kubeconfig, for error sentences.
  package var source: String

  /// The versions of the protocol that this client speaks.
  static let apiVersions = [
    "client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1",
  ]

  package init(
    apiVersion: String,
    command: String,
    arguments: [String] = [],
    environment: [Variable] = [],
    installHint: String? = nil,
    cluster: JSONValue? = nil,
    source: String
  ) {
    self.apiVersion = apiVersion
    self.command = command
    self.arguments = arguments
    self.environment = environment
    self.installHint = installHint
    self.cluster = cluster
    self.source = source
  }

  /// `KUBERNETES_EXEC_INFO`: we have no terminal to offer, whatever the plugin would like.
  package var executionInfo: JSONValue {
    var spec: JSONValue = ["interactive": false]
    if let cluster { spec["cluster"] = cluster }
    return ["apiVersion": .string(apiVersion), "kind": "ExecCredential", "spec": spec]
  }
}
