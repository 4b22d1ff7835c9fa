/// Keeps clocks, randomness, crashes, unstructured tasks and pointers where they belong.
enum BannedCallRule {
  static func findings(in file: SourceFile) -> [Finding] {
    BannedCall.all.flatMap { findings(of: $0, in: file) } + unseededRandomness(in: file)
  }

  /// The simulator starts everything from one unstructured task, its root; a second one escapes the seeded executor.
  static func findings(inAll files: [SourceFile]) -> [Finding] {
    let roots = files.filter { $0.room == "Simulation" }.flatMap { file in
      file.code.indices
        .filter { file.code[$0].contains("Task {") || file.code[$0].contains("Task.detached") }
        .map {
          file.finding($0, "Simulation has one root task already; start this one in a task group")
        }
    }
    return Array(roots.dropFirst())
  }

  private static func findings(of call: BannedCall, in file: SourceFile) -> [Finding] {
    guard !call.allowedRooms.contains(file.room), file.codeText.contains(call.code) else {
      return []
    }
    return file.code.indices.filter { call.occurs(in: file.code[$0]) }
      .map { file.finding($0, "`\(call.code)` may not stand in \(file.room); \(call.mend)") }
  }

  /// `.random(` without a generator draws from the system.
  private static func unseededRandomness(in file: SourceFile) -> [Finding] {
    guard file.room != "PhysicsOperator", file.codeText.contains(".random(") else { return [] }
    return file.code.indices
      .filter { index in
        guard let call = file.code[index].firstRange(of: ".random(") else { return false }
        let arguments =
          file.code[index][call.upperBound...] + file.code.dropFirst(index + 1).prefix(3).joined()
        return !arguments.contains("using:")
      }
      .map {
        file.finding($0, "`.random(` without `using:` cannot be replayed; hand the generator in")
      }
  }
}
