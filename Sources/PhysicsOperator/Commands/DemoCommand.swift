import ArgumentParser
import Simulation

/// The whole story in a minute, on the embedded API server and in virtual time.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Plays a deployment, an upgrade, a rollback and a predicted load in simulated time."
  )

  enum Breakage: String, ExpressibleByArgument, CaseIterable {
    case rollback
  }

  @Option(help: "all, good-upgrade, bad-upgrade or load-spike.")
  var scenario = DemoScenario.all

  @Option(name: .customLong("break"), help: "Plant a fault that the demo must notice: rollback.")
  var breakage: Breakage?

  @Option(help: "Another seed gives other numbers.")
  var seed: UInt64 = 1

  func run() throws {
    do {
      try DemoStory(
        scenario: scenario,
        seed: seed,
        breaksRollback: breakage == .rollback,
        tell: StandardOutput.line
      ).play()
    } catch let failure as DemoStory.Failure {
      throw CommandFailure(failure.description)
    }
  }
}

extension DemoScenario: ExpressibleByArgument {}
