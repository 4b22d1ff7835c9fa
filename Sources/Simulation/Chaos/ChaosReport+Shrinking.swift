extension ChaosReport {
  /// The shortest script found that fails in one of the same ways; the script itself where it did not fail.
  package func shrunk(testsMax: Int = 60) -> ChaosScript {
    guard !isGood else { return script }
    var shortest = script
    var shrinker = Shrinker<TimedAct>(testsMax: testsMax) { acts in
      var shorter = script
      shorter.acts = acts
      return failsAlike(shorter)
    }
    shortest.acts = shrinker.shrink(script.acts)
    var alone = shortest
    alone.operators = 1
    return shortest.operators > 1 && failsAlike(alone) ? alone : shortest
  }

  private func failsAlike(_ script: ChaosScript) -> Bool {
    let others = ChaosRun(script).play().kinds
    return kinds.contains(where: others.contains)
  }
}
