import ArgumentParser

/// The one executable.
@main
struct PhysicsOperatorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "physics-operator",
    abstract: "Rolls out, rolls back and scales HTTP services on Kubernetes ahead of their load.",
    version: Version.current,
    subcommands: [
      RunCommand.self, PlanCommand.self, GetCommand.self, WhyCommand.self, PromoteCommand.self,
      PauseCommand.self, ResumeCommand.self, AbortCommand.self, RetryCommand.self, UndoCommand.self,
      DemoCommand.self, SimulateCommand.self, ChaosCommand.self, TrialCommand.self,
      ForecastCommand.self,
      ServeCommand.self, CRDCommand.self,
    ]
  )
}
