import EmbeddedAPIServer
import Time

extension TimedAct {
  /// What the network between operator and API server is told before the world begins.
  var faultRules: [FaultRule] {
    guard case .fault(let sentence, let length) = act,
      let script = try? FaultScript(parsing: sentence)
    else { return [] }
    return script.rules.map { rule in
      var rule = rule
      rule.from = ChaosRun.opening + at
      rule.until = rule.from + length
      return rule
    }
  }
}
