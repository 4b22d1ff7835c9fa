import Time

/// The end of a container's process.
struct ContainerTermination: Hashable, Sendable {
  let exitCode: Int
  let reason: String
  let startedAt: Timestamp
  let finishedAt: Timestamp
}
