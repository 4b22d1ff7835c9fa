import EmbeddedAPIServer

extension FuzzTarget {
  /// A fault script is rules that are read again from their own lines, or a sentence with a place.
  static let faults = FuzzTarget("faults") { input throws(BrokenLaw) in
    let script: FaultScript
    do throws(FaultScriptError) {
      script = try FaultScript(parsing: input.text)
    } catch {
      return try require(error.line > 0 && error.word > 0, "an error without a place: \(error)")
    }
    let lines = script.rules.map(\.text).joined(separator: "\n")
    try require((try? FaultScript(parsing: lines)) == script, "read otherwise:\n\(lines)")
  }
}
