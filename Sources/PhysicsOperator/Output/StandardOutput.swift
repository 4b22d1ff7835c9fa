import Glibc

/// The command's own output.
enum StandardOutput {
  /// Prints at once, also into a pipe: whoever waits for the line must not wait for a full buffer.
  static func line(_ text: String) {
    print(text)
    fflush(nil)
  }

  /// Without an end of line.
  static func raw(_ text: String) {
    print(text, terminator: "")
    fflush(nil)
  }
}
