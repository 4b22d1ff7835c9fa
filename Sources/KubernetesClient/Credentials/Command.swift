/// A program to run without a terminal and without input.
package struct Command: Hashable, Sendable {
  /// A name to look for in `PATH`, or a path.
  package var executable: String
  package var arguments: [String]
  /// What is added to our own environment.
  package var environment: [ExecPlugin.Variable]
  /// After this long it is told to end, and killed if it does not.
  package var timeLimit: Duration
  package var outputBytesMax: Int

  package init(
    executable: String,
    arguments: [String],
    environment: [ExecPlugin.Variable],
    timeLimit: Duration,
    outputBytesMax: Int
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.timeLimit = timeLimit
    self.outputBytesMax = outputBytesMax
  }
}
