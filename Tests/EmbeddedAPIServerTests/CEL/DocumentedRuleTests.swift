import EmbeddedAPIServer
import JSON
import Testing

@Suite("The examples of the documentation page on validation rules")
struct DocumentedRuleTests {
  /// Whether a value of the schema passes the rule at its root.
  private static func passes(_ rule: String, _ schema: JSONValue, _ value: JSONValue) throws -> Bool
  {
    var schema = schema
    schema["x-kubernetes-validations"] = [["rule": .string(rule), "message": "broken"]]
    let root: JSONValue = ["type": "object", "properties": ["v": schema]]
    let messages = try StructuralSchema(openAPIV3Schema: root).validate(["v": value], old: nil)
      .map(\.message)
    #expect(
      messages.isEmpty || messages[0].hasSuffix("Invalid value: broken")
        || messages[0].hasSuffix(": broken")
    )
    return messages.isEmpty
  }

  private static let text: JSONValue = ["type": "string", "maxLength": 40]
  private static let integer: JSONValue = ["type": "integer"]

  private static func object(_ properties: JSONValue) -> JSONValue {
    ["type": "object", "properties": properties]
  }

  private static func map(of values: JSONValue) -> JSONValue {
    ["type": "object", "maxProperties": 9, "additionalProperties": values]
  }

  private static func set(of items: JSONValue) -> JSONValue {
    ["type": "array", "maxItems": 9, "x-kubernetes-list-type": "set", "items": items]
  }

  private static func keyed(_ key: String, _ properties: JSONValue) -> JSONValue {
    [
      "type": "array", "maxItems": 9, "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": [.string(key)], "items": object(properties),
    ]
  }

  private static let lists: JSONValue = object([
    "list1": ["type": "array", "maxItems": 9, "items": integer],
    "list2": ["type": "array", "maxItems": 9, "items": integer],
  ])

  private static let dated: JSONValue = object([
    "created": ["type": "string", "format": "date-time"],
    "expired": ["type": "string", "format": "date-time"],
    "ttl": ["type": "string", "format": "duration"],
  ])

  @Test(
    "each rule with a value that passes and one that does not",
    arguments: [
      (
        "self.minReplicas <= self.replicas && self.replicas <= self.maxReplicas",
        object(["minReplicas": integer, "replicas": integer, "maxReplicas": integer]),
        ["minReplicas": 1, "replicas": 2, "maxReplicas": 3],
        ["minReplicas": 1, "replicas": 4, "maxReplicas": 3]
      ),
      (
        "'Available' in self.stateCounts", object(["stateCounts": map(of: integer)]),
        ["stateCounts": ["Available": 1]], ["stateCounts": ["Gone": 1]]
      ),
      (
        "(size(self.list1) == 0) != (size(self.list2) == 0)", lists,
        ["list1": [1], "list2": []], ["list1": [1], "list2": [2]]
      ),
      (
        "(self.list1.size() == 0) != (self.list2.size() == 0)", lists,
        ["list1": [], "list2": [1]], ["list1": [], "list2": []]
      ),
      (
        "!('MY_KEY' in self.map1) || self.map1['MY_KEY'].matches('^[a-zA-Z]*$')",
        object(["map1": map(of: text)]), ["map1": ["MY_KEY": "abc"]], ["map1": ["MY_KEY": "a1"]]
      ),
      (
        "self.envars.filter(e, e.name == 'MY_ENV').all(e, e.value.matches('^[a-zA-Z]*$'))",
        object(["envars": keyed("name", ["name": text, "value": text])]),
        ["envars": [["name": "MY_ENV", "value": "x"], ["name": "B", "value": "1"]]],
        ["envars": [["name": "MY_ENV", "value": "1"]]]
      ),
      (
        "has(self.expired) && self.created + self.ttl < self.expired", dated,
        ["created": "2026-01-01T00:00:00Z", "ttl": "1h", "expired": "2026-01-01T02:00:00Z"],
        ["created": "2026-01-01T00:00:00Z", "ttl": "3h", "expired": "2026-01-01T02:00:00Z"]
      ),
      (
        "self.health.startsWith('ok')", object(["health": text]), ["health": "okay"],
        ["health": "no"]
      ),
      (
        "self.widgets.exists(w, w.key == 'x' && w.foo < 10)",
        object(["widgets": keyed("key", ["key": text, "foo": integer])]),
        ["widgets": [["key": "x", "foo": 9]]], ["widgets": [["key": "x", "foo": 10]]]
      ),
      (
        "type(self) == string ? self == '99%' : self == 42",
        ["x-kubernetes-int-or-string": true], 42, "98%"
      ),
      (
        "type(self) == string ? self == '99%' : self == 42",
        ["x-kubernetes-int-or-string": true], "99%", 41
      ),
      (
        "self.set1.all(e, !(e in self.set2))",
        object(["set1": set(of: text), "set2": set(of: text)]),
        ["set1": ["a"], "set2": ["b"]], ["set1": ["a"], "set2": ["a"]]
      ),
      (
        "size(self.names) == size(self.details) && self.names.all(n, n in self.details)",
        object(["names": set(of: text), "details": map(of: text)]),
        ["names": ["a"], "details": ["a": "x"]], ["names": ["a"], "details": ["b": "x"]]
      ),
      (
        "self.details.all(key, key.matches('^[a-zA-Z]*$'))", object(["details": map(of: text)]),
        ["details": ["a": "1"]], ["details": ["a1": "1"]]
      ),
      (
        "self.details.all(key, self.details[key].matches('^[a-zA-Z]*$'))",
        object(["details": map(of: text)]), ["details": ["a1": "x"]], ["details": ["a": "1"]]
      ),
      (
        "size(self.clusters.filter(c, c.name == self.primary)) == 1",
        object(["clusters": keyed("name", ["name": text]), "primary": text]),
        ["clusters": [["name": "a"], ["name": "b"]], "primary": "a"],
        ["clusters": [["name": "a"]], "primary": "b"]
      ),
    ] as [(String, JSONValue, JSONValue, JSONValue)]
  )
  func examples(rule: String, schema: JSONValue, good: JSONValue, bad: JSONValue) throws {
    #expect(try Self.passes(rule, schema, good))
    #expect(try !Self.passes(rule, schema, bad))
  }

  @Test(
    "rules at the root of a resource may read its type and its names",
    arguments: [
      ("self.metadata.name == 'singleton'", "singleton", true),
      ("self.metadata.name == 'singleton'", "other", false),
      ("self.metadata.name.startsWith(self.prefix)", "pre-1", true),
      ("self.metadata.name.startsWith(self.prefix)", "x", false),
      ("self.kind == 'Thing' && self.apiVersion == 'example.com/v1'", "x", true),
    ]
  )
  func root(rule: String, name: String, passes: Bool) throws {
    let schema = try StructuralSchema(
      openAPIV3Schema: [
        "type": "object", "properties": ["prefix": Self.text],
        "x-kubernetes-validations": [["rule": .string(rule)]],
      ]
    )
    let value: JSONValue = [
      "apiVersion": "example.com/v1", "kind": "Thing", "metadata": ["name": .string(name)],
      "prefix": "pre",
    ]
    #expect(schema.validate(value, old: nil).isEmpty == passes)
  }

  @Test(
    "transition rules compare with what was there",
    arguments: [
      ("self == oldSelf", 1, 1, true), ("self == oldSelf", 1, 2, false),
      ("self >= oldSelf", 1, 2, true), ("self == oldSelf", nil, 2, true),
      ("!(self == 3) || oldSelf == 2", 1, 3, false), ("!(self == 3) || oldSelf == 2", 2, 3, true),
    ] as [(String, JSONValue?, JSONValue, Bool)]
  )
  func transitions(rule: String, old: JSONValue?, new: JSONValue, passes: Bool) throws {
    let schema = try StructuralSchema(
      openAPIV3Schema: [
        "type": "object",
        "properties": [
          "a": ["type": "integer", "x-kubernetes-validations": [["rule": .string(rule)]]]
        ],
      ]
    )
    let before = old.map { value -> JSONValue in ["a": value] } ?? .object([:])
    #expect(schema.validate(["a": new], old: before).isEmpty == passes)
  }

  @Test(
    "optionalOldSelf lets a rule judge what is new",
    arguments: [
      (nil, 1, true), (nil, 5, false), (5, 6, true), (5, 4, false),
    ] as [(JSONValue?, JSONValue, Bool)]
  )
  func optionalOldSelf(old: JSONValue?, new: JSONValue, passes: Bool) throws {
    let rule = "oldSelf.hasValue() ? self >= oldSelf.value() : self < 5"
    let schema = try StructuralSchema(
      openAPIV3Schema: [
        "type": "object",
        "properties": [
          "a": [
            "type": "integer",
            "x-kubernetes-validations": [["rule": .string(rule), "optionalOldSelf": true]],
          ]
        ],
      ]
    )
    let before = old.map { value -> JSONValue in ["a": value] }
    #expect(schema.validate(["a": new], old: before).isEmpty == passes)
  }
}
