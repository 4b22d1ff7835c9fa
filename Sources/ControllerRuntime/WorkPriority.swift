/// How soon a key is wanted.
package enum WorkPriority: Hashable, Sendable, Comparable {
  /// Nothing has changed as far as we know: the first sight of an object at start, or a look after a long time.
  case background
  case normal
}
