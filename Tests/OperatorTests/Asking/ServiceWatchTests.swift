import EmbeddedAPIServer
import JSON
import KubernetesClient
import Logging
import Operator
import PhysicsResources
import Planning
import Simulation
import Testing

@Suite("A service that is watched", .timeLimit(.minutes(1)))
struct ServiceWatchTests {
  @Test("is told at each change, again while time passes, and once it is gone")
  func changes() async throws {
    let (client, server) = try VerbAskerTests.served()
    let (news, source) = AsyncStream<String>.makeStream()
    let watch = ServiceWatch(
      DemoManifest.key,
      client: client,
      clock: FastClock(),
      seed: 1,
      logger: Logger(label: "test")
    )
    var told: [String] = []
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await watch.run { report in
          source.yield(report.map { $0.status.phase?.rawValue ?? "unseen" } ?? "gone")
        }
      }
      for await phase in news {
        told.append(phase)
        // Twice: also without a change.
        guard told.count(where: { $0 == phase }) == 2 else { continue }
        switch phase {
        case "unseen":
          _ = try await client.patchStatus(
            .physicsAPIs,
            DemoManifest.key,
            ["status": ["phase": "Steady", "message": "revision a serves all requests"]],
            fieldManager: "test"
          )
        case "Steady": try server.objects.delete(.physicsAPIs, DemoManifest.key)
        default: source.finish()
        }
      }
      group.cancelAll()
    }
    #expect(Set(told) == ["unseen", "Steady", "gone"])
    #expect(told.first == "unseen" && told.last == "gone")
  }
}
