import Simulation

extension ChaosScript {
  /// The command that plays it again; one that no seed draws is handed over whole.
  var replay: String {
    self == ChaosScript(seed: seed)
      ? "hack/replay.sh \(seed)" : "hack/replay.sh - <<'END'\n\(text)END"
  }
}
