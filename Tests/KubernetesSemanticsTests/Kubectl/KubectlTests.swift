import APIMachinery
import JSON
import Testing

extension KubernetesSemantics {
  // Without kubectl on the path these rules stand untested.
  @Suite(
    "The rules of kubectl itself",
    .enabled(if: Kubectl.isInstalled, "kubectl is not on the path")
  )
  struct KubectlTests {
    @Test("C2: kubectl wait believes no condition that is older than the generation")
    func waitForCondition() async throws {
      try await Depth.sockets.serve { api in
        try await api.installWidgets()
        try await api.create(api.widgets, api.widget("a"))
        let changed = try await api.patch(api.widgets, "a", .merge, ["spec": ["size": 5]])
        #expect(changed.object.generation == 2)
        let wait = "wait --for=condition=ready --timeout=1s \(api.widgets.qualifiedName)/a"
        for (inCondition, inStatus, exitCode) in [
          (1, 1, 1), (1, 2, 1), (nil, 1, 1), (nil, 2, 0), (2, 1, 0),
        ] as [(Int64?, Int64, Int)] {
          var condition: JSONValue = ["type": "Ready", "status": "True"]
          condition["observedGeneration"] = inCondition.map(JSONValue.integer)
          let status: JSONValue = [
            "observedGeneration": .integer(inStatus), "conditions": [condition],
          ]
          try await api.patch(api.widgets, "a", .merge, ["status": status], "status")
          let outcome = try await Kubectl(origin: api.origin).run(wait)
          #expect(outcome.exitCode == exitCode, "\(status.jsonText): \(outcome.output)")
        }
      }
    }

    @Test("C2: kubectl wait on a status without generations takes the condition as it is")
    func waitWithoutGenerations() async throws {
      try await Depth.sockets.serve { api in
        try await api.installWidgets()
        try await api.create(api.widgets, api.widget("a"))
        try await api.patch(
          api.widgets,
          "a",
          .merge,
          ["status": ["conditions": [["type": "Ready", "status": "True"]]]],
          "status"
        )
        let outcome = try await Kubectl(origin: api.origin).run(
          "wait --for=condition=READY --timeout=5s \(api.widgets.qualifiedName)/a"
        )
        #expect(outcome.exitCode == 0, "\(outcome.output)")
        #expect(outcome.output == "\(api.widgets.plural.dropLast()).\(api.group)/a condition met\n")
      }
    }

    private static let rollouts: [(JSONValue, String)] = [
      (
        ["observedGeneration": 0],
        "Waiting for deployment spec update to be observed...\n"
      ),
      (
        ["observedGeneration": 1, "updatedReplicas": 1, "replicas": 2],
        "Waiting for deployment \"a\" rollout to finish: 1 out of 2 new replicas have been "
          + "updated...\n"
      ),
      (
        ["observedGeneration": 1, "updatedReplicas": 2, "replicas": 3],
        "Waiting for deployment \"a\" rollout to finish: 1 old replicas are pending termination...\n"
      ),
      (
        [
          "observedGeneration": 1, "updatedReplicas": 2, "replicas": 2, "availableReplicas": 1,
        ],
        "Waiting for deployment \"a\" rollout to finish: 1 of 2 updated replicas are available...\n"
      ),
      (
        [
          "observedGeneration": 1, "updatedReplicas": 2, "replicas": 2, "availableReplicas": 2,
        ],
        "deployment \"a\" successfully rolled out\n"
      ),
      (
        [
          "observedGeneration": 1,
          "conditions": [
            ["type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded"]
          ],
        ],
        "error: deployment \"a\" exceeded its progress deadline\n"
      ),
    ]

    @Test(
      "C3: a rollout is done when every number has arrived at the present generation",
      arguments: rollouts
    )
    func rolloutStatus(status: JSONValue, expected: String) async throws {
      try await Depth.sockets.serve { api in
        var body = Samples.deployment("a")
        body["spec"]?["replicas"] = 2
        try await api.create(.deployments, body)
        let written = try await api.patch(
          .deployments,
          "a",
          .merge,
          ["status": status],
          "status"
        )
        try #require(written.status == 200, "\(written.refusal)")
        let outcome = try await Kubectl(origin: api.origin).run(
          "rollout status deployment/a --watch=false"
        )
        #expect(outcome.output == expected)
      }
    }

    @Test("Trap: kubectl wait on what is true already returns at once")
    func alreadyTrue() async throws {
      try await Depth.sockets.serve { api in
        try await api.create(.configMaps, Samples.configMap("a", ["k": "v"]))
        let outcome = try await Kubectl(origin: api.origin).run(
          "wait --for=jsonpath={.data.k}=v --timeout=20s configmap/a"
        )
        #expect(outcome.output == "configmap/a condition met\n")
        #expect(outcome.exitCode == 0)
      }
    }
  }
}
