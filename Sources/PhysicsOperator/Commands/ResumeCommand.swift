import ArgumentParser
import PhysicsResources

/// Lets a paused rollout go on.
struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Lets a paused rollout go on."
  )

  @OptionGroup var options: VerbOptions

  func run() async throws {
    try await options.ask(.resume)
  }
}
