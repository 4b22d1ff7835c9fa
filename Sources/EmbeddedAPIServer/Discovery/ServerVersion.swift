import JSON

/// The version that the server reports: its API behaves as Kubernetes 1.36.
enum ServerVersion {
  static let json: JSONValue = [
    "major": "1", "minor": "36", "gitVersion": "v1.36.0", "gitCommit": "", "gitTreeState": "clean",
    "buildDate": "2026-04-22T00:00:00Z", "goVersion": "", "compiler": "swift",
    "platform": "linux/amd64",
  ]
}
