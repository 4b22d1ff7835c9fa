/// What a user's query may ask us to fill in: `$(revision)`, `$(pods)` and `$(window)`.
package struct QueryVariables: Hashable, Sendable {
  /// The canary's revision, as in the label of its pods.
  package let revision: String
  /// The names of the canary's pods.
  package let pods: [String]
  /// How far back to look, never behind the canary's own life.
  package let window: Duration

  package init(revision: String, pods: [String], window: Duration) {
    self.revision = revision
    self.pods = pods
    self.window = window
  }

  /// The query with all of them filled in; anything else in `$(…)` is refused, for in a label it would select nothing, silently.
  ///
  /// `rate(x{pod=~"$(pods)"}[$(window)])` becomes `rate(x{pod=~"a-1|a-2"}[90s])`.
  package func filled(into promQL: String) throws(PrometheusError) -> String {
    var text = ""
    var rest = promQL[...]
    while let start = rest.firstRange(of: "$("),
      let end = rest[start.upperBound...].firstIndex(of: ")")
    {
      text += rest[..<start.lowerBound]
      text += try value(of: String(rest[start.upperBound..<end]))
      rest = rest[rest.index(after: end)...]
    }
    return text + rest
  }

  private func value(of name: String) throws(PrometheusError) -> String {
    switch name {
    case "revision": return revision
    case "window": return "\(max(1, window.components.seconds))s"
    case "pods":
      guard !pods.isEmpty else { throw .noPods }
      return PromQLText.alternatives(of: pods)
    default: throw .unknownVariable(name)
    }
  }
}
