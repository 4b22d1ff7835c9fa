import RegularExpressions
import Synchronization

/// Which paths are not user traffic: probes and scrapes.
///
/// Patterns are searched for anywhere in the path, as `^/health` in the custom resource expects, and are RE2 as in Prometheus, which gets
/// them too. Each path is matched once and remembered, because a service has few and a scrape names each of them dozens of times.
package final class ExcludedPaths: Sendable {
  /// A pattern that is no regular expression.
  package struct InvalidPattern: Error, Hashable, Sendable, CustomStringConvertible {
    package let pattern: String
    package let problem: String

    package var description: String {
      "the excluded path \"\(pattern)\" is not a regular expression: \(problem); "
        + "correct spec.metrics.excludePaths"
    }
  }

  private struct State {
    var known: [String: Bool] = [:]
  }

  /// Paths remembered; a service that puts identifiers into its paths must not fill our memory.
  private static let rememberedPaths = 1_024
  /// Characters of a path that are looked at: enough for any route, and a bound on what a large pattern can cost.
  private static let searchedCharacters = 512

  /// As given, in order.
  package let patterns: [String]
  private let expressions: [RegularExpression]
  private let state = Mutex(State())

  package init(_ patterns: [String]) throws(InvalidPattern) {
    var expressions: [RegularExpression] = []
    for pattern in patterns {
      do {
        expressions.append(try RegularExpression(pattern))
      } catch {
        throw InvalidPattern(pattern: pattern, problem: "\(error)")
      }
    }
    self.patterns = patterns
    self.expressions = expressions
  }

  /// Whether requests to this path are left out.
  package func contains(_ path: String) -> Bool {
    state.withLock { state in
      if let known = state.known[path] { return known }
      let searched = String(path.prefix(Self.searchedCharacters))
      let matches = expressions.contains { $0.matches(searched) }
      if state.known.count < Self.rememberedPaths { state.known[path] = matches }
      return matches
    }
  }
}
