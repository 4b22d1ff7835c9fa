extension AsyncStream where Element: Sendable {
  /// Carries out each element as it comes, at most so many at a time, until it is cancelled.
  func carryOut(atATime most: Int, _ errand: @escaping @Sendable (Element) async -> Void) async {
    await withTaskGroup(of: Void.self) { group in
      var underWay = 0
      for await element in self {
        if underWay >= most {
          await group.next()
          underWay -= 1
        }
        underWay += 1
        group.addTask { await errand(element) }
      }
      group.cancelAll()
    }
  }
}
