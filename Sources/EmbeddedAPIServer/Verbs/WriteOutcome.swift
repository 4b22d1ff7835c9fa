import APIMachinery

/// The result of a write: the object in its stored form, and what to warn about.
struct WriteOutcome: Sendable {
  var object: APIObject
  var wasCreated = false
  var warnings: [String] = []
}
