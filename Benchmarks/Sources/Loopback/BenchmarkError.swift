/// What stops a benchmark, as a sentence.
package struct BenchmarkError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
