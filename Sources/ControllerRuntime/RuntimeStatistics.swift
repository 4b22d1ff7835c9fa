/// What the metrics of a reflector show; all counted since the start.
package struct ReflectorStatistics: Hashable, Sendable {
  /// Complete reads of the collection, by list or by streamed initial events.
  package internal(set) var lists = 0
  /// Watches opened.
  package internal(set) var watches = 0
  /// Events received, bookmarks included.
  package internal(set) var events = 0
  /// Requests refused and streams broken.
  package internal(set) var failures = 0
}

/// A snapshot of all counters, in a fixed order.
package struct RuntimeStatistics: Hashable, Sendable {
  package struct Queue: Hashable, Sendable {
    package let controller: String
    /// How many passes may run at a time.
    package let workers: Int
    package let counters: WorkQueueStatistics
  }

  package struct Reflector: Hashable, Sendable {
    /// The qualified name of the type: `deployments.apps`.
    package let resource: String
    package let counters: ReflectorStatistics
    package let objects: Int
    package let hasSynced: Bool
    /// Since the server last said something: the copy is at most so old; `nil` before the first answer.
    package let lag: Duration?
    /// How long the watch has been open; `nil` while there is none.
    package let watchAge: Duration?

    /// Complete reads beyond the first one.
    package var relists: Int { max(0, counters.lists - 1) }
  }

  package struct Election: Hashable, Sendable {
    /// The name of the lease.
    package let lease: String
    package let isLeading: Bool
    /// Renewals that had to read the lease first.
    package let slowPaths: Int
  }

  package let queues: [Queue]
  package let reflectors: [Reflector]
  /// `nil` without leader election.
  package let election: Election?

  package var isLeading: Bool? { election?.isLeading }
}
