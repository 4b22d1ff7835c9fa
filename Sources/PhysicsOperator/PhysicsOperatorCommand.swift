import ArgumentParser

/// The one executable.
@main
struct PhysicsOperatorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "physics-operator",
    abstract: "Rolls out, rolls back and scales HTTP services on Kubernetes ahead of their load.",
    version: Version.current,
    subcommands: [
      RunCommand.self, PlanCommand.self, DemoCommand.self, ServeCommand.self, CRDCommand.self,
    ]
  )
}
