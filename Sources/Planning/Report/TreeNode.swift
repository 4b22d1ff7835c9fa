/// Something with parts.
struct TreeNode: Hashable {
  var spans: [Span]
  var wraps = false
  var children: [TreeNode] = []

  /// The lines of nodes beside each other, each under its branch.
  static func lines(_ nodes: [TreeNode], under trunk: String = "") -> [TreeLine] {
    nodes.enumerated().flatMap { index, node -> [TreeLine] in
      let isLast = index == nodes.count - 1
      let below = trunk + (isLast ? "   " : "│  ")
      let line = TreeLine(
        lead: trunk + (isLast ? "└─ " : "├─ "),
        follow: below + (node.children.isEmpty ? "" : "│  "),
        node.spans,
        wraps: node.wraps
      )
      return [line] + lines(node.children, under: below)
    }
  }
}
