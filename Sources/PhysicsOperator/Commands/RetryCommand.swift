import ArgumentParser
import PhysicsResources

/// Gives a rejected revision another chance.
struct RetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Gives a rejected revision another chance."
  )

  @OptionGroup var options: VerbOptions

  func run() async throws {
    try await options.ask(.retry)
  }
}
