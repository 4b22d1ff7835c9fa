import Synchronization

/// Makes the identifiers of passes.
package final class PassIdentifiers: Sendable {
  private enum Source {
    case drawn(any RandomNumberGenerator & Sendable)
    /// 1, 2, 3: for those who start one process and want to read its log.
    case counted(UInt64)
  }

  private let source: Mutex<Source>

  package init() {
    source = Mutex(.counted(0))
  }

  /// Identifiers that no other process makes, as long as its generator has another seed.
  package init(generator: any RandomNumberGenerator & Sendable) {
    source = Mutex(.drawn(generator))
  }

  package func next() -> PassID {
    source.withLock { source in
      switch source {
      case .counted(let last):
        source = .counted(last + 1)
        return PassID(0, last + 1)
      case .drawn(var generator):
        defer { source = .drawn(generator) }
        return PassID(generator.next(), generator.next())
      }
    }
  }
}
