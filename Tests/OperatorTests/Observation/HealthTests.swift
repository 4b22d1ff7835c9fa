import APIMachinery
import EmbeddedAPIServer
import Observability
import Operator
import Simulation
import Testing
import Time

/// What the probes of an operator say, in good days and bad.
struct HealthTests {
  private func text(_ world: OperatorWorld) throws -> String {
    let theOperator = try #require(world.theOperator)
    return theOperator.readiness.text(of: "readyz", verbose: true)
  }

  @Test("ready means that every cache is in step, each under its name")
  func ready() throws {
    let world = OperatorWorld(WorldSettings(seed: 1))
    try world.installDefinition()
    world.startOperator()
    world.run(for: .seconds(30))
    defer { world.stop() }
    let shown = try text(world)
    #expect(
      shown == """
        [+]ping ok
        [+]api-server ok
        [+]cache/physicsapis.fisica-lab.com ok
        [+]cache/configmaps ok
        [+]cache/httproutes.gateway.networking.k8s.io ok
        [+]cache/traefikservices.traefik.io ok
        [+]cache/deployments.apps ok
        [+]cache/services ok
        [+]cache/horizontalpodautoscalers.autoscaling ok
        [+]cache/poddisruptionbudgets.policy ok
        [+]cache/controllerrevisions.apps ok
        [+]cache/endpointslices.discovery.k8s.io ok
        [+]cache/pods ok
        [+]cache/ingresses.networking.k8s.io ok
        readyz check passed

        """
    )
    #expect(
      world.theOperator?.liveness.text(of: "healthz", verbose: true)
        == "[+]ping ok\nhealthz check passed\n"
    )
  }

  @Test("the cache that cannot be read is named, with the reason; the others stay ok")
  func behind() throws {
    var settings = WorldSettings(seed: 1)
    settings.faults = try FaultScript(
      parsing: "answer 503 to watches of pods\nanswer 503 to lists of pods"
    )
    let world = OperatorWorld(settings)
    try world.installDefinition()
    world.startOperator()
    world.run(for: .seconds(30))
    defer { world.stop() }
    let lines = try text(world).split(separator: "\n")
    let failed = lines.filter { $0.hasPrefix("[-]") }
    #expect(failed.count == 1)
    #expect(failed.first?.hasPrefix("[-]cache/pods failed: cannot ") == true)
    #expect(lines.last == "readyz check failed")
    #expect(
      world.theOperator?.readiness.excluding(["cache/pods"]).isHealthy == true,
      "and it can be left out"
    )
  }

  @Test("without the API server the first check says why, and there is no cache to speak of")
  func unreachable() throws {
    var settings = WorldSettings(seed: 1)
    settings.faults = try FaultScript(parsing: "answer 503 to reads")
    let world = OperatorWorld(settings)
    try world.installDefinition()
    world.startOperator()
    world.run(for: .seconds(30))
    defer { world.stop() }
    let lines = try text(world).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.dropFirst().first?.hasPrefix("[-]api-server failed: cannot ") == true)
  }
}
