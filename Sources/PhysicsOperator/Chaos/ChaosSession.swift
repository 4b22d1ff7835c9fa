import FoundationEssentials
import Simulation

/// Plays scripts on all cores and tells of them in their own order, whichever ends first.
struct ChaosSession {
  let isTalkative: Bool

  private struct Played: Sendable {
    let index: Int
    let report: ChaosReport
  }

  /// Returns those that failed.
  func play(_ scripts: [ChaosScript]) async -> [ChaosReport] {
    var failed: [ChaosReport] = []
    var untold: [Int: ChaosReport] = [:]
    var nextToTell = 0
    await withTaskGroup(of: Played.self) { group in
      var left = scripts.enumerated().makeIterator()
      for _ in 0..<ProcessInfo.processInfo.activeProcessorCount {
        if let (index, script) = left.next() { group.addTask { Self.play(script, index) } }
      }
      while let played = await group.next() {
        if let (index, script) = left.next() { group.addTask { Self.play(script, index) } }
        untold[played.index] = played.report
        while let report = untold.removeValue(forKey: nextToTell) {
          nextToTell += 1
          tell(report)
          if !report.isGood { failed.append(report) }
        }
      }
    }
    return failed
  }

  private static func play(_ script: ChaosScript, _ index: Int) -> Played {
    Played(index: index, report: ChaosRun(script).play())
  }

  private func tell(_ report: ChaosReport) {
    if isTalkative {
      StandardOutput.raw(report.script.text)
      for line in report.timeline { StandardOutput.line(line) }
    }
    StandardOutput.line(report.line)
    for sentence in report.sentences { StandardOutput.line("  \(sentence)") }
    if !report.isGood { StandardOutput.line(report.script.replay) }
  }
}
