import ArgumentParser
import PhysicsResources

/// Back to a revision that is known to work.
struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Goes back to an earlier revision; spec stays as it is."
  )

  @OptionGroup var options: VerbOptions

  @Option(help: "The revision to go back to; default: the one before stable.")
  var to: String?

  func validate() throws {
    guard let to else { return }
    let isHash = to.utf8.count == 8 && to.allSatisfy { $0.isASCII && $0.isHexDigit }
    guard isHash else {
      throw ValidationError("--to must be a revision of eight hexadecimal digits, not \(to)")
    }
  }

  func run() async throws {
    try await options.ask(.undo(revision: to))
  }
}
