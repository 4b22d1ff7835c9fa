/// The answer to one of the user's queries.
package struct QueryReading: Hashable, Sendable {
  package enum Answer: Hashable, Sendable {
    case value(Double)
    /// Nobody answered, or there is no data: it may mend itself.
    case unreadable(String)
    /// The query itself is at fault: it does not parse, or gives many values, or none that is a number.
    case invalid(String)
  }

  /// The query's name in the spec.
  package let name: String
  package let answer: Answer

  package init(_ name: String, _ answer: Answer) {
    self.name = name
    self.answer = answer
  }
}
