import ArgumentParser
import PhysicsResources

/// On to the next step, or to 100 %.
struct PromoteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "promote",
    abstract: "Leaves the present step of a rollout now."
  )

  @OptionGroup var options: VerbOptions

  @Flag(help: "Skip the steps that are left and go to 100 %; the bake stays.")
  var full = false

  func run() async throws {
    try await options.ask(full ? .promoteFull : .promote)
  }
}
