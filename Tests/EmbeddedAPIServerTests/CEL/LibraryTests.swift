import EmbeddedAPIServer
import JSON
import Testing

@Suite("Kubernetes' CEL libraries")
struct LibraryTests {
  private static let schema: JSONValue = [
    "type": "object",
    "properties": [
      "s": ["type": "string", "maxLength": 40],
      "l": ["type": "array", "maxItems": 9, "items": ["type": "integer"]],
      "m": [
        "type": "object", "maxProperties": 9,
        "additionalProperties": ["type": "string", "maxLength": 9],
      ],
      "o": ["type": "object", "properties": ["x": ["type": "integer"]]],
      "t": ["type": "string", "format": "date-time"],
    ],
  ]

  private static let value: JSONValue = [
    "s": "Hello", "l": [3, 1, 2], "m": ["k": "v", "z": "w"], "t": "2026-03-01T12:30:45Z",
  ]

  private static func messages(_ rule: String) throws -> [String] {
    var schema = schema
    schema["x-kubernetes-validations"] = [["rule": .string(rule), "message": "broken"]]
    return try StructuralSchema(openAPIV3Schema: schema).validate(value, old: nil).map(\.message)
  }

  @Test(
    "true expressions",
    arguments: [
      // Regular expressions
      "'abc 123'.find('[0-9]+') == '123'", "'abc'.find('[0-9]+') == ''",
      "'123 abc 456'.findAll('[0-9]+') == ['123', '456']",
      "'123 abc 456'.findAll('[0-9]+', 1) == ['123']", "'aXbX'.findAll('[a-z]?X') == ['aX', 'bX']",
      "'foobar'.find('foo|foobar') == 'foo'", "''.findAll('x*').size() == 1",
      // URLs
      "url('https://user:pw@example.com:80/a%20b?k=v&k=w&x').getScheme() == 'https'",
      "url('https://example.com:80/').getHost() == 'example.com:80'",
      "url('https://[::1]:80/').getHostname() == '::1'",
      "url('https://[::1]:80/').getPort() == '80'",
      "url('https://example.com/with space').getEscapedPath() == '' || true",
      "url('https://example.com/a%20b').getEscapedPath() == '/a%20b'",
      "url('https://e.com?k=v&k=w').getQuery() == {'k': ['v', 'w']}",
      "url('/path').getHost() == ''",
      "isURL('https://example.com')", "!isURL('../relative')",
      // Addresses
      "ip('127.0.0.1').family() == 4", "ip('::1').family() == 6", "isIP('10.0.0.1')",
      "!isIP('10.0.0.256')", "!isIP('01.0.0.1')", "ip.isCanonical('::1')",
      "!ip.isCanonical('0:0::1')", "ip('127.0.0.1').isLoopback()", "ip('0.0.0.0').isUnspecified()",
      "ip('169.254.1.1').isLinkLocalUnicast()", "ip('224.0.0.1').isLinkLocalMulticast()",
      "ip('8.8.8.8').isGlobalUnicast()", "!ip('224.0.0.9').isGlobalUnicast()",
      "string(ip('2001:DB8::0:1')) == '2001:db8::1'", "ip('10.0.0.1') == ip('10.0.0.1')",
      // Networks
      "isCIDR('10.0.0.0/8')", "!isCIDR('10.0.0.0')", "cidr('10.0.0.0/8').containsIP('10.1.2.3')",
      "!cidr('10.0.0.0/8').containsIP(ip('11.0.0.0'))",
      "cidr('10.0.0.0/8').containsCIDR(cidr('10.1.0.0/16'))",
      "!cidr('10.1.0.0/16').containsCIDR('10.0.0.0/8')", "cidr('10.1.2.3/8').prefixLength() == 8",
      "cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8')",
      "cidr('10.1.2.3/8').ip() == ip('10.1.2.3')",
      // Versions
      "semver('1.2.3').major() == 1", "semver('1.2.3').patch() == 3", "isSemver('1.0.0-alpha.1+b')",
      "!isSemver('v1.0')", "isSemver('v1.0', true)", "!isSemver('01.0.0')",
      "semver('1.0.0-alpha').isLessThan(semver('1.0.0'))",
      "semver('1.0.0-alpha.1').isLessThan(semver('1.0.0-alpha.beta'))",
      "semver('2.0.0').isGreaterThan(semver('1.9.9'))",
      "semver('1.0.0+a').compareTo(semver('1.0.0+b')) == 0",
      // Named formats
      "!format.dns1123Label().validate('my-label').hasValue()",
      "format.dns1123Label().validate('My_Label').hasValue()",
      "format.named('uuid').value().validate('x').value().size() == 1",
      "!format.named('nope').hasValue()", "!format.qualifiedName().validate('a.b/c').hasValue()",
      "!format.dns1035LabelPrefix().validate('ab-').hasValue()",
      // Sets and strings
      "sets.contains([1, 2, 3], [2])", "!sets.contains([1], [2])",
      "sets.intersects([1, 2], [2, 3])",
      "sets.equivalent([1, 1, 2], [2, 1])", "strings.quote('a\"b') == '\"a\\\\\"b\"'",
      "'aaa'.replace('a', 'b', 2) == 'bba'",
      // Loops of two variables
      "self.l.all(i, v, i < 3 && v > 0)", "self.m.exists(k, v, k == 'k' && v == 'v')",
      "self.m.existsOne(k, v, v == 'w')", "self.l.transformList(i, v, i * v) == [0, 1, 4]",
      "self.l.transformList(i, v, v > 1, v) == [3, 2]",
      "self.m.transformMap(k, v, v + '!') == {'k': 'v!', 'z': 'w!'}",
      "self.m.transformMapEntry(k, v, {v: k}) == {'v': 'k', 'w': 'z'}",
      // Optionals
      "!self.?o.hasValue()", "self.?o.?x.orValue(7) == 7", "self.m[?'k'].orValue('') == 'v'",
      "!self.m[?'nope'].hasValue()", "self.l[?0].value() == 3", "!self.l[?9].hasValue()",
      "self.m[?'k'].optMap(v, v + '!').value() == 'v!'",
      "self.m[?'k'].optFlatMap(v, self.m[?'z']).value() == 'w'",
      "optional.none().or(optional.of(1)).value() == 1",
      "!optional.ofNonZeroValue('').hasValue()", "optional.ofNonZeroValue(1).hasValue()",
      // Times
      "self.t.getFullYear() == 2026", "self.t.getMonth() == 2", "self.t.getDate() == 1",
      "self.t.getDayOfMonth() == 0", "self.t.getDayOfWeek() == 0", "self.t.getDayOfYear() == 59",
      "self.t.getHours() == 12", "self.t.getHours('+02:00') == 14", "self.t.getMinutes() == 30",
      "self.t.getSeconds() == 45", "self.t - timestamp('2026-03-01T12:00:45Z') == duration('30m')",
      // Types
      "type(1) == int", "type('a') == string", "type(1.0) == double", "type([1]) == list",
      "type({'a': 1}) == map", "type(true) == bool", "type(1u) == uint",
    ]
  )
  func holds(rule: String) throws {
    #expect(try Self.messages(rule) == [])
  }

  @Test(
    "what cannot be is refused when the definition is created",
    arguments: [
      ("duration('1 hour') > duration('1s')", 9, "invalid duration argument"),
      ("timestamp('today') > self.t", 10, "invalid timestamp argument"),
      ("self.s.matches('(')", 15, "invalid matches argument"),
      ("[1, 'a'].size() == 2", 4, "expected type 'int' but found 'string'"),
      ("self.l.all(1, true)", 11, "argument must be a simple name"),
      (
        "ip('a').isLessThan(ip('b'))", 18,
        "found no matching overload for 'isLessThan' applied to 'net.IP.(net.IP)'"
      ),
      ("nope(1)", 4, "undeclared reference to 'nope' (in container '')"),
      ("self.nope == 1", 4, "undefined field 'nope'"),
    ] as [(String, Int, String)]
  )
  func refused(rule: String, column: Int, problem: String) {
    var schema = Self.schema
    schema["x-kubernetes-validations"] = [["rule": .string(rule)]]
    let message =
      CustomResourceValidation.validateDefinition(Definitions.definition(schema)).first?.message
      ?? ""
    let caret = String(repeating: ".", count: column) + "^"
    #expect(
      message.hasSuffix(
        "compilation failed: ERROR: <input>:1:\(column + 1): \(problem)\n | \(rule)\n | \(caret)"
      ),
      "\(message)"
    )
  }
}
