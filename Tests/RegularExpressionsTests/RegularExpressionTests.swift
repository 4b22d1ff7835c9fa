import RegularExpressions
import Testing

@Suite("Regular expressions in RE2's syntax")
struct RegularExpressionTests {
  @Test(
    "a pattern matches anywhere unless it is anchored",
    arguments: [
      ("b", "abc", true), ("^b", "abc", false), ("c$", "abc", true), ("^$", "", true),
      ("^([0-9]+(ms|s|m|h))+$", "1m30s", true), ("^([0-9]+(ms|s|m|h))+$", "90", false),
      ("^[a-z]([-a-z0-9]*[a-z0-9])?$", "fisica-api", true),
      ("^[a-z]([-a-z0-9]*[a-z0-9])?$", "fisica-", false),
      ("^a{2,3}$", "a", false), ("^a{2,3}$", "aaa", true), ("^a{2,3}$", "aaaa", false),
      ("^a{2}$", "aa", true), ("^a{2,}$", "aaaaa", true), ("a{,2}", "a{,2}", true),
      ("^(a|b)*$", "abba", true), ("^a.c$", "a\nc", false), ("(?s)^a.c$", "a\nc", true),
      ("(?i)^ABC$", "abc", true), ("^\\d+\\.\\w+$", "12.ab_", true), ("^\\S+$", "a b", false),
      ("\\bfoo\\b", "a foo b", true), ("\\bfoo\\b", "afoo", false), ("^[^/]+$", "a/b", false),
      ("^[]a]+$", "]a", true), ("^[a\\-z]+$", "-", true), ("^[[:alnum:]]+$", "aZ9", true),
      ("^(?P<n>x)(?:y)$", "xy", true), ("^\\x41\\x{42}$", "AB", true), ("^\\p$", "", nil),
      ("^é$", "é", true), ("^e\u{301}$", "é", false), ("^.$", "e\u{301}", false),
      ("^a*?b+?$", "aab", true), ("(?m)^b$", "a\nb", true), ("^[\\d.]+$", "1.2", true),
    ] as [(String, String, Bool?)]
  )
  func matching(pattern: String, text: String, isMatch: Bool?) throws {
    guard let isMatch else {
      #expect(throws: RegexSyntaxError.self) { try RegularExpression(pattern) }
      return
    }
    #expect(try RegularExpression(pattern).matches(text) == isMatch)
  }

  @Test(
    "a wrong pattern is refused in Go's words",
    arguments: [
      ("[a", "error parsing regexp: missing closing ]: `[a`"),
      ("(a", "error parsing regexp: missing closing ): `(a`"),
      ("a)", "error parsing regexp: unexpected ): `a)`"),
      ("*a", "error parsing regexp: missing argument to repetition operator: `*`"),
      ("a**", "error parsing regexp: invalid nested repetition operator: `**`"),
      ("a{2000}", "error parsing regexp: invalid repeat count: `{2000}`"),
      ("\\", "error parsing regexp: trailing backslash at end of expression: ``"),
      ("(?=a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?=`"),
      ("[z-a]", "error parsing regexp: invalid character class range: `z-a`"),
      ("(a{40}){40}", "error parsing regexp: invalid repeat count: `{40}`"),
      ("((){1000}){1000}", "error parsing regexp: invalid repeat count: `{1000}`"),
      ("\\q", "error parsing regexp: invalid escape sequence: `\\q`"),
    ]
  )
  func refused(pattern: String, message: String) {
    let error = #expect(throws: RegexSyntaxError.self) { try RegularExpression(pattern) }
    #expect(error?.description == message)
  }

  @Test("groups in groups have an end")
  func depth() throws {
    let nested = { String(repeating: "(", count: $0) + "a" + String(repeating: ")", count: $0) }
    #expect(try RegularExpression(nested(1_000)).matches("a"))
    let error = #expect(throws: RegexSyntaxError.self) { try RegularExpression(nested(100_000)) }
    #expect(error?.problem == "expression nests too deeply")
  }

  @Test("a hostile pattern takes linear time")
  func hostile() throws {
    let text = String(repeating: "a", count: 2_000)
    #expect(try RegularExpression("^(a+)+$").matches(text))
    #expect(try !RegularExpression("^(a*)*b$").matches(text))
  }
}
