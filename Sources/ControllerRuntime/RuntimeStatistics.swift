/// What the metrics of a queue show.
package struct WorkQueueStatistics: Hashable, Sendable {
  /// Keys that are due and not taken yet.
  package let depth: Int
  /// Keys that wait for their time.
  package let delayed: Int
  /// Keys that are being worked on.
  package let inProgress: Int
  /// Passes that ended in failure.
  package let retries: Int
}

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
    package let counters: WorkQueueStatistics
  }

  package struct Reflector: Hashable, Sendable {
    /// The qualified name of the type: `deployments.apps`.
    package let resource: String
    package let counters: ReflectorStatistics
    package let objects: Int
  }

  package let queues: [Queue]
  package let reflectors: [Reflector]
  /// `nil` without leader election.
  package let isLeading: Bool?
}
