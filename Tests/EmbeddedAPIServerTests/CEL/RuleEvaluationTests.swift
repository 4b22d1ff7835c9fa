import EmbeddedAPIServer
import JSON
import Testing

@Suite("What CEL expressions compute")
struct RuleEvaluationTests {
  private static let schema: JSONValue = [
    "type": "object",
    "properties": [
      "i": ["type": "integer"], "n": ["type": "number"], "s": ["type": "string", "maxLength": 40],
      "b": ["type": "boolean"], "d": ["type": "string", "format": "duration"],
      "q": ["x-kubernetes-int-or-string": true],
      "l": ["type": "array", "maxItems": 9, "items": ["type": "integer"]],
      "names": [
        "type": "array", "maxItems": 9, "x-kubernetes-list-type": "set",
        "items": ["type": "string", "maxLength": 9],
      ],
      "m": [
        "type": "object", "maxProperties": 9,
        "additionalProperties": ["type": "string", "maxLength": 9],
      ],
      "o": ["type": "object", "properties": ["x": ["type": "integer"]]],
      "namespace": ["type": "string", "maxLength": 9],
      "a-b": ["type": "integer"], "a.c/d__e": ["type": "integer"],
    ],
  ]

  private static let value: JSONValue = [
    "i": 5, "n": 2, "s": "Hello", "b": true, "d": "90s", "q": "500m", "l": [3, 1, 2],
    "names": ["x", "y"], "m": ["k": "v", "z": "w"], "o": ["x": 1], "namespace": "ns", "a-b": 8,
    "a.c/d__e": 9,
  ]

  /// The messages of one rule on the value above.
  private static func messages(_ rule: String) throws -> [String] {
    var schema = schema
    schema["x-kubernetes-validations"] = [["rule": .string(rule), "message": "broken"]]
    return try StructuralSchema(openAPIV3Schema: schema).validate(value, old: nil).map(\.message)
  }

  @Test(
    "true expressions",
    arguments: [
      "1 + 2 * 3 == 7", "(1 + 2) * 3 == 9", "7 / 2 == 3", "-7 / 2 == -3", "-7 % 3 == -1",
      "1.5 + 1.5 == 3.0", "1 < 1.5", "2.0 == self.n", "self.n >= 2", "5u > 3u", "0x10 == 16",
      "self.i == 5 && self.b", "false || self.b", "!false", "self.b ? true : false",
      "1 / 0 > 0 || true", "true || 1 / 0 > 0", "!(false && 1 / 0 > 0)", "!(1 / 0 > 0 && false)",
      "self.s == 'Hello'", "self.s + '!' == \"Hello!\"", "size(self.s) == 5", "self.s.size() == 5",
      "self.s.startsWith('He')", "self.s.endsWith('lo')", "self.s.contains('ell')",
      "self.s.matches('^[A-Z][a-z]+$')", "!self.s.matches('^[a-z]+$')", "'a\\'b' == \"a'b\"",
      "r'\\d' == '\\\\d'", "'ä'.size() == 1", "self.s.lowerAscii() == 'hello'",
      "self.s.substring(1, 3) == 'el'", "'a,b'.split(',') == ['a', 'b']",
      "['a', 'b'].join('-') == 'a-b'", "'aXa'.replace('X', 'b') == 'aba'", "' a '.trim() == 'a'",
      "self.s.indexOf('l') == 2", "self.s.lastIndexOf('l') == 3", "'abc'.charAt(1) == 'b'",
      "string(5) == '5'", "string(2.5) == '2.5'", "int('7') == 7", "int(2.9) == 2",
      "double(2) == 2.0", "double('2.5') == 2.5", "'%d of %s'.format([3, 'x']) == '3 of x'",
      "'%.2f%%'.format([2.5]) == '2.50%'", "'%s'.format([[1, 2]]) == '[1, 2]'",
      "3 in self.l", "!(9 in self.l)", "self.l[0] == 3", "self.l.size() == 3",
      "self.l.all(x, x > 0)", "self.l.exists(x, x == 2)", "self.l.exists_one(x, x > 2)",
      "self.l.map(x, x * 2) == [6, 2, 4]", "self.l.map(x, x > 1, x) == [3, 2]",
      "self.l.filter(x, x > 1) == [3, 2]", "self.l.all(x, self.l.exists(y, y >= x))",
      "self.l.min() == 1", "self.l.max() == 3", "self.l.sum() == 6", "!self.l.isSorted()",
      "self.l + [4] == [3, 1, 2, 4]", "self.l.indexOf(1) == 1",
      "self.names == ['y', 'x']", "'k' in self.m", "self.m['k'] == 'v'", "self.m.k == 'v'",
      "self.m.all(k, self.m[k].size() == 1)", "{'a': 1}['a'] == 1", "size({'a': 1}) == 1",
      "has(self.s)", "has(self.o.x)", "!has(self.m.nope)", "has(self.m.k)",
      "duration('90s') == self.d", "self.d < duration('1h')", "self.d.getSeconds() == 90",
      "duration('1m') + duration('30s') == self.d", "duration('1500ms') > duration('1.4s')",
      "timestamp('2026-01-01T00:00:00Z') < timestamp('2026-01-01T00:00:01Z')",
      "quantity(self.q).isLessThan(quantity('1'))",
      "quantity('1Gi').compareTo(quantity('1024Mi')) == 0",
      "quantity('2').isGreaterThan(quantity('1500m'))", "isQuantity('5x') == false",
      "quantity('1').add(quantity('500m')).asApproximateFloat() == 1.5",
      "type(self.q) == type('')", "self.__namespace__ == 'ns'", "self.a__dash__b == 8",
      "self.a__dot__c__slash__d__underscores__e == 9", "self.?s.orValue('') == 'Hello'",
      "self.o.?x.hasValue()", "optional.of(1).value() == 1", "dyn(1) == 1.0",
      "true // a remark", "self.i > 4 ? self.s == 'Hello' : false",
      "[1, 2].all(i, i in [1, 2, 3])", "-9223372036854775807 < 0",
      "-9223372036854775808 < -9223372036854775807", "-0x8000000000000000 < 0", "!!true",
      "- -1 == 1",
    ]
  )
  func holds(rule: String) throws {
    #expect(try Self.messages(rule) == [])
  }

  @Test(
    "an expression that fails at run time says why and which rule",
    arguments: [
      (
        "1 / (self.i - 5) > 0",
        #"<nil>: Invalid value: "object": division by zero evaluating rule: broken"#
      ),
      (
        "1 % (self.i - 5) > 0",
        #"<nil>: Invalid value: "object": modulus by zero evaluating rule: broken"#
      ),
      (
        "self.i + 9223372036854775807 > 0",
        #"<nil>: Invalid value: "object": integer overflow evaluating rule: broken"#
      ),
      (
        "self.l[7] > 0",
        #"<nil>: Invalid value: "object": index out of bounds: 7 evaluating rule: broken"#
      ),
      (
        "self.m['nope'] == ''",
        #"<nil>: Invalid value: "object": no such key: nope evaluating rule: broken"#
      ),
      (
        "self.q > 5",
        #"<nil>: Invalid value: "object": 'no such overload: _>_': call arguments did not match a "#
          + "supported operator, function or macro signature for rule: broken"
      ),
      (
        "duration(self.s) > duration('1s')",
        #"<nil>: Invalid value: "object": time: invalid duration "Hello" evaluating rule: broken"#
      ),
      (
        "[0,1,2,3,4,5,6,7,8,9].all(a, [0,1,2,3,4,5,6,7,8,9].all(b, [0,1,2,3,4,5,6,7,8,9].all(c, "
          + "[0,1,2,3,4,5,6,7,8,9].all(d, [0,1,2,3,4,5,6,7,8,9].all(e, a + b + c + d + e >= 0)))))",
        #"<nil>: Invalid value: "object": 'operation cancelled: actual cost limit exceeded': no "#
          + "further validation rules will be run due to call cost exceeds limit for rule: broken"
      ),
    ]
  )
  func failures(rule: String, message: String) throws {
    #expect(try Self.messages(rule) == [message])
  }
}
