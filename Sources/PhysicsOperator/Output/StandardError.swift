import SystemPackage

/// Lines for people and log collectors.
enum StandardError {
  /// Appends the line end itself; a closed stderr is nobody's to hear of.
  @Sendable static func write(_ line: String) {
    _ = try? FileDescriptor.standardError.writeAll("\(line)\n".utf8)
  }

  /// Without an end of line.
  static func raw(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll(text.utf8)
  }
}
