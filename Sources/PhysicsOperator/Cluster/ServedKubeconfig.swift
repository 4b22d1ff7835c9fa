import JSON
import YAML

/// The kubeconfig that leads to an embedded server.
struct ServedKubeconfig {
  let server: String
  let token: String?

  var text: String {
    YAML.write([
      "apiVersion": "v1", "kind": "Config", "current-context": "embedded",
      "clusters": [["name": "embedded", "cluster": ["server": .string(server)]]],
      "contexts": [
        [
          "name": "embedded",
          "context": ["cluster": "embedded", "user": "embedded", "namespace": "default"],
        ]
      ],
      "users": [["name": "embedded", "user": user]],
    ])
  }

  private var user: JSONValue {
    token.map { ["token": .string($0)] } ?? [:]
  }
}
