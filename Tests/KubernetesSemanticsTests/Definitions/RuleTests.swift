import APIMachinery
import JSON
import Testing
import Transport

extension KubernetesSemantics {
  @Suite("Rules in definitions")
  struct RuleTests {
    private static func spec(_ rules: JSONValue) -> JSONValue {
      [
        "type": "object", "x-kubernetes-validations": rules,
        "properties": [
          "size": ["type": "integer"], "limit": ["type": "integer"],
          "name": ["type": "string", "maxLength": 20],
        ],
      ]
    }

    @Test("K14: a broken rule says its message, its reason and its place", arguments: Depth.every)
    func messages(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets(
          spec: Self.spec([
            [
              "rule": "!has(self.size) || !has(self.limit) || self.size <= self.limit",
              "messageExpression": "'size must be at most %d'.format([self.limit])",
              "fieldPath": ".size", "reason": "FieldValueForbidden",
            ],
            ["rule": "!has(self.name) || self.name.startsWith('w-')", "message": "start with w-"],
          ])
        )
        let big = try await api.create(api.widgets, api.widget("a", ["size": 3, "limit": 2]))
        #expect(
          big.refusal
            == Refusal(
              422,
              "Invalid",
              "Widget.\(api.group) \"a\" is invalid: spec.size: Forbidden: size must be at most 2"
            )
        )
        let named = try await api.create(api.widgets, api.widget("a", ["name": "x"]))
        #expect(
          named.refusal
            == Refusal(
              422,
              "Invalid",
              "Widget.\(api.group) \"a\" is invalid: spec: Invalid value: start with w-"
            )
        )
      }
    }

    @Test("K14: a rule over the old value is judged on updates only", arguments: Depth.every)
    func transitions(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets(
          spec: Self.spec([
            ["rule": "self.size >= oldSelf.size", "message": "it never shrinks"]
          ])
        )
        #expect(try await api.create(api.widgets, api.widget("a", ["size": 3])).status == 201)
        let grown = try await api.patch(api.widgets, "a", .merge, ["spec": ["size": 4]])
        #expect(grown.status == 200)
        let shrunk = try await api.patch(api.widgets, "a", .merge, ["spec": ["size": 2]])
        #expect(
          shrunk.refusal
            == Refusal(
              422,
              "Invalid",
              "Widget.\(api.group) \"a\" is invalid: spec: Invalid value: it never shrinks"
            )
        )
      }
    }

    @Test("K14: with optionalOldSelf a rule sees creations too", arguments: Depth.every)
    func optionalOldSelf(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets(
          spec: Self.spec([
            [
              "rule": "oldSelf.hasValue() || self.size == 1", "message": "begin with 1",
              "optionalOldSelf": true,
            ]
          ])
        )
        let refused = try await api.create(api.widgets, api.widget("a", ["size": 2]))
        #expect(refused.status == 422)
        #expect(try await api.create(api.widgets, api.widget("a", ["size": 1])).status == 201)
        let later = try await api.patch(api.widgets, "a", .merge, ["spec": ["size": 2]])
        #expect(later.status == 200)
      }
    }

    @Test(
      "K14: a rule that could cost too much is refused with its definition",
      arguments: Depth.every
    )
    func budget(depth: Depth) async throws {
      try await depth.serve { api in
        let reply = try await api.create(
          .customResourceDefinitions,
          api.widgetDefinition(
            spec: [
              "type": "object",
              "properties": [
                "names": [
                  "type": "array", "items": ["type": "string"],
                  "x-kubernetes-validations": [
                    ["rule": "self.all(x, self.all(y, x == y || x != y))"]
                  ],
                ]
              ],
            ]
          )
        )
        #expect(reply.refusal.code == 422)
        #expect(reply.refusal.message.contains("estimated rule cost exceeds budget by factor of"))
      }
    }

    @Test("K14: a rule that is no rule is refused with its definition", arguments: Depth.every)
    func compilation(depth: Depth) async throws {
      try await depth.serve { api in
        for (rule, problem) in [
          ("self.colour == 'red'", "undefined field 'colour'"),
          ("self.size + 1", "must evaluate to a bool"),
        ] {
          let reply = try await api.create(
            .customResourceDefinitions,
            api.widgetDefinition(spec: Self.spec([["rule": .string(rule)]]))
          )
          #expect(reply.refusal.code == 422)
          #expect(reply.refusal.message.contains(problem))
        }
      }
    }

    @Test("K14: the functions that our own definition uses are there", arguments: Depth.every)
    func libraries(depth: Depth) async throws {
      try await depth.serve { api in
        let rules = [
          "['b', 'a'].size() == 2 && ['a', 'b'].isSorted() && 'b' in ['a', 'b']",
          "'a,b'.split(',') == ['a', 'b'] && 'Ab'.lowerAscii() == 'ab'",
          "'abc'.matches('^[a-c]+$')",
          "quantity('1.5Gi').isGreaterThan(quantity('1Gi')) && isQuantity('10m')",
        ]
        try await api.installWidgets(
          spec: Self.spec(.array(rules.map { ["rule": .string($0)] }))
        )
        let reply = try await api.create(api.widgets, api.widget("a", ["size": 1]))
        #expect(reply.status == 201, "\(reply.refusal)")
      }
    }
  }
}
