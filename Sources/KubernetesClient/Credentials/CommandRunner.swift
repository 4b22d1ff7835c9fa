/// Runs a program to its end, away from the threads that serve requests; handed in, so that this room starts no processes.
package protocol CommandRunner: Sendable {
  func run(_ command: Command) async throws(CommandError) -> CommandResult
}
