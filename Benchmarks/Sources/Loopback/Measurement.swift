/// One line of the report.
package struct Measurement {
  package let what: String
  package let value: Double
  package let unit: String
  /// What the figure should be at most.
  package let goal: Double
  /// Beyond this something has become worse, whatever the machine: the run fails.
  package let limit: Double

  package init(what: String, value: Double, unit: String, goal: Double, limit: Double) {
    self.what = what
    self.value = value
    self.unit = unit
    self.goal = goal
    self.limit = limit
  }

  package var line: String {
    let reached = value <= goal ? "reached" : "not reached"
    return pad(what, 46) + pad("\(shown(value)) \(unit)", 16) + pad("<= \(shown(goal))", 12)
      + reached
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private func shown(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\((number * 1_000).rounded() / 1_000)"
  }
}
