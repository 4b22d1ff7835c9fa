/// Finds a short list that still fails, by delta debugging: a list of which no single element can be left out any more.
///
/// Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input" (2002): halves first, then ever smaller parts.
package struct Shrinker<Element> {
  /// Tests at most; a run that takes seconds must not be repeated for an hour.
  private let testsMax: Int
  private let fails: ([Element]) -> Bool
  package private(set) var tests = 0

  package init(testsMax: Int = 200, fails: @escaping ([Element]) -> Bool) {
    self.testsMax = testsMax
    self.fails = fails
  }

  /// - Parameter list: fails as a whole.
  /// - Returns: a part of it, in the same order, that fails as well.
  package mutating func shrink(_ list: [Element]) -> [Element] {
    var list = list
    var parts = 2
    while list.count > 1, tests < testsMax {
      if let shorter = shorter(than: list, in: parts) {
        list = shorter
        parts = max(2, parts - 1)
      } else {
        guard parts < list.count else { break }
        parts = min(list.count, parts * 2)
      }
    }
    return list
  }

  /// The list without one of its parts, if that fails.
  private mutating func shorter(than list: [Element], in parts: Int) -> [Element]? {
    for part in 0..<parts {
      let (from, to) = (list.count * part / parts, list.count * (part + 1) / parts)
      guard from < to, to - from < list.count else { continue }
      guard tests < testsMax else { return nil }
      let candidate = Array(list[..<from] + list[to...])
      tests += 1
      if fails(candidate) { return candidate }
    }
    return nil
  }
}
