/// Why nobody can be asked for metrics, with the cure.
struct MetricsProblem: Error, Hashable, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
