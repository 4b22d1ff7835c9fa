import ArgumentParser
import PhysicsResources

/// Takes the traffic from the canary at once and rejects its revision.
struct AbortCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "abort",
    abstract: "Takes the traffic from the canary at once and rejects its revision."
  )

  @OptionGroup var options: VerbOptions

  func run() async throws {
    try await options.ask(.abort)
  }
}
