/// Go's complaint about a pattern: "error parsing regexp: missing closing ]: `[a`".
package struct RegexSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  package let problem: String
  package let excerpt: String

  package var description: String { "error parsing regexp: \(problem): `\(excerpt)`" }
}
