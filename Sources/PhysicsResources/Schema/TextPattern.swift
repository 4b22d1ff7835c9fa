import Synchronization

/// A regular expression that a text must match as a whole, with the words for people who wrote another text.
///
/// The expressions keep to what RE2, ECMAScript and Swift read alike, because the API server and we judge by the same text.
final class TextPattern: Sendable {
  let expression: String
  /// What the text has to be: "an absolute path such as /metrics".
  let meaning: String
  /// Compiled at the first use: compiling costs a hundred times what matching does, and every reconcile reads a spec.
  private let regex: Mutex<Regex<AnyRegexOutput>?>

  init(expression: String, meaning: String) {
    self.expression = expression
    self.meaning = meaning
    regex = Mutex(nil)
  }

  func matches(_ text: String) -> Bool {
    regex.withLock { regex in
      if regex == nil { regex = try? Regex(expression) }
      return regex.map { text.wholeMatch(of: $0) != nil } ?? false
    }
  }
}

extension TextPattern {
  static let path = TextPattern(
    expression: "^/[^ ]*$",
    meaning: "an absolute path such as /metrics"
  )
  static let duration = TextPattern(
    expression: "^([0-9]+(ms|s|m|h))+$",
    meaning: "a duration such as 90s or 1h30m"
  )
  static let hold = TextPattern(
    expression: "^(Manual|([0-9]+(ms|s|m|h))+)$",
    meaning: "Manual or a duration such as 10m"
  )
  /// The reference grammar of container registries: `registry:port/path/name:tag@sha256:digest`, tag or digest demanded.
  static let image = TextPattern(
    expression: "^[a-z0-9]([-a-zA-Z0-9._:/]*[a-zA-Z0-9])?(:[a-zA-Z0-9_][-a-zA-Z0-9._]{0,127}"
      + "|@sha256:[a-f0-9]{64})$",
    meaning: "an image with a tag or a digest, such as ghcr.io/myorg/fisica-api:v1.0.0"
  )
  /// A DNS subdomain: the name of a Secret, a ConfigMap or a route.
  static let objectName = TextPattern(
    expression: "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$",
    meaning: "the name of an object, in lower case such as api-secrets"
  )
  /// As `objectName`, or nothing at all for "none".
  static let objectNameOrNone = TextPattern(
    expression: "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$",
    meaning: "empty or the name of an object, in lower case such as api-secrets"
  )
  static let hostname = TextPattern(
    expression: "^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
    meaning: "a host name such as api.fisica.com"
  )
  static let urlOrNone = TextPattern(
    expression: "^(https?://[^ ]+)?$",
    meaning: "empty or a URL such as http://prometheus.monitoring:9090"
  )
  static let metricName = TextPattern(
    expression: "^[a-zA-Z_:][a-zA-Z0-9_:]*$",
    meaning: "the name of a Prometheus metric or label"
  )
  static let metricNameOrNone = TextPattern(
    expression: "^([a-zA-Z_:][a-zA-Z0-9_:]*)?$",
    meaning: "empty or the name of a Prometheus metric"
  )
}
