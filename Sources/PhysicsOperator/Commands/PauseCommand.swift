import ArgumentParser
import PhysicsResources

/// Holds a rollout where it is; rollback stays armed.
struct PauseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Holds a rollout where it is; rollback stays armed."
  )

  @OptionGroup var options: VerbOptions

  func run() async throws {
    try await options.ask(.pause)
  }
}
