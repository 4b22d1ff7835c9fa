/// How a program ended by itself.
package struct CommandResult: Hashable, Sendable {
  package var exitCode: Int
  package var output: [UInt8]
  /// What it said on standard error.
  package var complaint: String

  package init(exitCode: Int, output: [UInt8], complaint: String) {
    self.exitCode = exitCode
    self.output = output
    self.complaint = complaint
  }
}
