import Synchronization

/// Tables of shapes that no reader uses at the moment.
///
/// A watch reads one small document per event, and each has the shapes of the one before. Every reader has a table for itself while it
/// reads: the lock is held for a moment at the beginning and at the end.
enum ShapePool {
  private static let idleMax = 4
  private static let idle = Mutex<[ShapeTable]>([])

  static func take() -> ShapeTable {
    idle.withLock { $0.popLast() } ?? ShapeTable()
  }

  /// Too full a table is forgotten: its shapes may be those of a document that never comes again.
  static func giveBack(_ table: ShapeTable) {
    guard !table.isCrowded else { return }
    idle.withLock {
      if $0.count < idleMax { $0.append(table) }
    }
  }
}
