import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Testing
import Time
import Transport

/// A write that a careless operator would make in mid-canary, and the law against it.
struct PlantedBug: CustomTestStringConvertible, Sendable {
  let name: String
  let law: String
  let write: @Sendable (CarelessOperator) throws -> Void

  var testDescription: String { name }

  static let all: [PlantedBug] = traffic + capacity + records
}

extension PlantedBug {
  private static let traffic = [
    PlantedBug(name: "weights that sum to 110", law: "I10") {
      try $0.weigh(stable: 85, canary: 25)
    },
    PlantedBug(name: "a raise that no status announces", law: "I6") {
      try $0.weigh(stable: 10, canary: 90)
    },
    PlantedBug(name: "a raise onto a canary without pods", law: "I1") {
      $0.deleteCanaryPods()
      try $0.announce { $0.canary?.weight = 50 }
      try $0.weigh(stable: 50, canary: 50)
    },
    PlantedBug(name: "weight left on a canary without pods", law: "I1") {
      $0.deleteCanaryPods()
      $0.run.bench.operatorStarted()
      $0.run.world.run(for: .seconds(120))
    },
    PlantedBug(name: "weight for a rejected revision", law: "I11") { careless in
      try careless.announce { status in
        var rejected = RejectedRevision()
        rejected.revision = careless.canary
        status.rejected = [rejected]
        status.canary?.weight = 50
      }
      try careless.weigh(stable: 50, canary: 50)
    },
    PlantedBug(name: "pods scaled away under weight", law: "I2") { try $0.scaleCanary(to: 0) },
    PlantedBug(name: "pods scaled away without a drain", law: "I2") {
      try $0.weigh(stable: 100, canary: 0)
      $0.run.world.run(for: .seconds(5))
      try $0.scaleCanary(to: 0)
    },
    PlantedBug(name: "a selector moved under weight", law: "I3") { careless in
      try careless.change(.services, "-stable") {
        $0.json["spec"]?["selector"]?[Keys.revision] = .string(careless.canary)
      }
    },
  ]

  private static let capacity = [
    PlantedBug(name: "stable's floor lowered below the load", law: "I5") {
      try $0.change(.horizontalPodAutoscalers, "") { $0.json["spec"]?["minReplicas"] = 1 }
    },
    PlantedBug(name: "stable's autoscaler deleted in mid-canary", law: "I5") {
      try $0.objects.delete(.horizontalPodAutoscalers, $0.key(""))
    },
    PlantedBug(name: "replicas written beside an autoscaler", law: "O5") {
      let stable = $0.run.status.stable?.revision ?? ""
      try $0.change(.deployments, "-\(stable)") { $0.json["spec"]?["replicas"] = 9 }
    },
    PlantedBug(name: "a budget over all revisions", law: "O5") {
      try $0.change(.podDisruptionBudgets, "") {
        $0.json["spec"]?["selector"]?["matchLabels"]?[Keys.revision] = nil
      }
    },
  ]

  private static let records = [
    PlantedBug(name: "promotion of what was never the canary", law: "I7") {
      try $0.announce { $0.stable?.revision = "stranger" }
    },
    PlantedBug(name: "an observed generation that goes back", law: "O6") {
      try $0.announce { $0.observedGeneration = 1 }
    },
    PlantedBug(name: "a phase that waits for nothing", law: "I9") {
      try $0.announce { $0.waits = [] }
      $0.run.bench.operatorStarted()
      $0.run.world.run(for: .seconds(120))
    },
    PlantedBug(name: "an abort that acts at rest", law: "I4") { careless in
      try careless.announce { status in
        status.phase = .steady
        status.canary = nil
      }
      try careless.askToAbort("7")
      try careless.announce { status in
        status.lastHandledAbort = "7"
        status.phase = .rolledBack
      }
    },
    PlantedBug(name: "a stranger's object changed", law: "O3") {
      var foreign = APIObject(.configMaps, $0.key("-notes"))
      foreign.json["data"] = ["of": "somebody"]
      try $0.run.world.apply(.configMaps, foreign)
      try $0.change(.configMaps, "-notes") { $0.json["data"] = ["of": "us"] }
    },
    PlantedBug(name: "a stranger's object deleted", law: "O3") {
      let foreign = APIObject(.configMaps, $0.key("-notes"))
      try $0.run.world.apply(.configMaps, foreign)
      try $0.objects.delete(.configMaps, $0.key("-notes"))
    },
    PlantedBug(name: "an object written over and over", law: "O4") {
      for turn in 0..<40 {
        try $0.change(.services, "") { $0.metadata["annotations"] = ["turn": .string("\(turn)")] }
      }
    },
    PlantedBug(name: "the same write twice", law: "I8") { careless in
      let request = HTTPRequest(
        .patch,
        origin: "http://embedded",
        target: "/api/v1/namespaces/default/services/fisica-api?fieldManager=physics-operator",
        body: Array("{}".utf8)
      )
      let observers = careless.run.bench.observers
      for _ in 0..<2 {
        observers.onSend?(request)
        observers.onAnswer?(request, 200)
      }
    },
  ]
}
