import FoundationEssentials
import JSON
import YAML

/// The kubeconfig that leads to an embedded server.
struct ServedKubeconfig {
  let server: String
  /// The certificates that vouch for the server, in PEM form; `nil` without TLS.
  let authority: [UInt8]?
  let token: String?
  /// Where objects go that name none.
  var namespace = "default"

  var text: String {
    YAML.write([
      "apiVersion": "v1", "kind": "Config", "current-context": "embedded",
      "clusters": [["name": "embedded", "cluster": cluster]],
      "contexts": [
        [
          "name": "embedded",
          "context": ["cluster": "embedded", "user": "embedded", "namespace": .string(namespace)],
        ]
      ],
      "users": [["name": "embedded", "user": user]],
    ])
  }

  private var cluster: JSONValue {
    var cluster: JSONValue = ["server": .string(server)]
    if let authority {
      cluster["certificate-authority-data"] = .string(Data(authority).base64EncodedString())
    }
    return cluster
  }

  private var user: JSONValue {
    token.map { ["token": .string($0)] } ?? [:]
  }
}
