/// A piece of code that only some rooms may contain.
struct BannedCall {
  let code: String
  /// Where it belongs after all.
  var allowedRooms: [String] = []
  let mend: String

  static let all: [BannedCall] =
    [
      BannedCall(
        code: "Date()",
        allowedRooms: ["PhysicsOperator"],
        mend: "take `now: Timestamp` as an argument"
      ),
      BannedCall(
        code: "Task.sleep",
        allowedRooms: ["PhysicsOperator", "CurlTransport"],
        mend: "wait through `any WallClock`"
      ),
      BannedCall(
        code: "ContinuousClock",
        allowedRooms: ["PhysicsOperator", "CurlTransport"],
        mend: "take `any WallClock` as an argument"
      ),
      BannedCall(
        code: "SystemRandomNumberGenerator",
        allowedRooms: ["PhysicsOperator"],
        mend: "take `inout some RandomNumberGenerator` as an argument"
      ),
      BannedCall(
        code: "fatalError",
        mend: "throw, or say with `precondition` what our own code owes"
      ),
      BannedCall(code: "try!", mend: "handle the error or let it through"),
      BannedCall(code: "as!", mend: "use `as?` and say what happens otherwise"),
      BannedCall(code: "@unchecked Sendable", mend: "put the state into one `Mutex`"),
      BannedCall(code: "nonisolated(unsafe)", mend: "put the state into one `Mutex`"),
      BannedCall(
        code: "Task {",
        allowedRooms: ["PhysicsOperator", "CurlTransport", "Simulation"],
        mend: "use a task group, or make it `run() async throws`"
      ),
      BannedCall(
        code: "Task.detached",
        allowedRooms: ["PhysicsOperator", "CurlTransport", "Simulation"],
        mend: "use a task group, or make it `run() async throws`"
      ),
    ] + pointers

  /// Rooms that wrap C, and the one whose speed decides what the operator costs.
  private static let pointers = [
    "UnsafePointer", "UnsafeMutablePointer", "UnsafeRawPointer", "UnsafeMutableRawPointer",
    "UnsafeBufferPointer", "UnsafeMutableBufferPointer", "UnsafeRawBufferPointer",
    "UnsafeMutableRawBufferPointer", "OpaquePointer", "Unmanaged", "withUnsafe", "unsafeBitCast",
  ].map {
    BannedCall(
      code: $0,
      allowedRooms: ["CurlTransport", "YAML", "CCurl", "JSON"],
      mend: "use `Span`, an array or a room that wraps C"
    )
  }

  /// Whether the code stands in a line, not as the end of a longer word.
  func occurs(in line: Substring) -> Bool {
    var rest = line
    while let range = rest.firstRange(of: code) {
      let before = line[..<range.lowerBound].last
      if before.map({ !$0.isLetter && !$0.isNumber && $0 != "_" }) ?? true { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }
}
