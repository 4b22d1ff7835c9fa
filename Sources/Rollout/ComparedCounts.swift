/// What the canary and stable counted side by side, over one interval or over many.
package struct ComparedCounts: Hashable, Sendable {
  package let canary: ErrorShare
  package let stable: ErrorShare

  package init(canary: ErrorShare, stable: ErrorShare) {
    self.canary = canary
    self.stable = stable
  }

  package static let zero = ComparedCounts(canary: .zero, stable: .zero)

  package static func + (left: ComparedCounts, right: ComparedCounts) -> ComparedCounts {
    ComparedCounts(canary: left.canary + right.canary, stable: left.stable + right.stable)
  }
}
