package import Time

/// What must survive a restart for the ramps to hold; journalled in the resource's status.
package struct FloorRecord: Hashable, Sendable {
  package let floor: Int
  /// When `floor` last took another value.
  package let changedAt: Timestamp

  package init(floor: Int, changedAt: Timestamp) {
    self.floor = floor
    self.changedAt = changedAt
  }
}
