/// Grows one regression tree on a bootstrap sample, until every leaf is pure or its limits are reached, trying every feature at every
/// split: for the guide's forest as for the boosted trees.
///
/// The classic presorted algorithm: each column's rows stand in order of value, a split is found by one walk over each, and then
/// every column is partitioned without disturbing its order. Exact, like scikit-learn's `splitter="best"`.
struct TreeGrower {
  private let columns: [RankedColumns.Column]
  /// Distinct rows in the sample; they are renumbered `0..<rowCount`.
  private let rowCount: Int
  /// How often each row was drawn, and its target times that, with the mean of all targets taken off against cancellation.
  private var stakes: [SIMD2<Double>] = []
  private var targets: [Double] = []
  private let centre: Double
  /// Column after column, the entries of the rows; a node is the same range in each.
  private var order: [UInt32] = []
  private var goesLeft: [UInt8]
  private var scratch: [UInt32]
  private var nodes: [RegressionTree.Node] = []
  private let limits: TreeLimits

  init(
    _ ranked: RankedColumns,
    targets allTargets: [Double],
    sample: Bootstrap,
    limits: TreeLimits = TreeLimits()
  ) {
    columns = ranked.columns
    self.limits = limits
    centre = allTargets.reduce(0, +) / Double(max(1, allTargets.count))
    var place = [UInt32](repeating: .max, count: allTargets.count)
    for (row, count) in sample.counts.enumerated() where count > 0 {
      place[row] = UInt32(stakes.count)
      stakes.append(SIMD2(1, allTargets[row] - centre) * Double(count))
      targets.append(allTargets[row])
    }
    rowCount = stakes.count
    goesLeft = Array(repeating: 0, count: rowCount)
    scratch = Array(repeating: 0, count: rowCount)
    order = Array(repeating: 0, count: rowCount * columns.count + 1)
    var next = 0
    for column in columns {
      next = Self.place(column, into: &order, from: next, places: place.span)
    }
  }

  /// The finished tree; the grower is spent afterwards.
  mutating func grow(using generator: inout some RandomNumberGenerator) -> RegressionTree {
    guard let last = columns.indices.last else { return stump }
    nodes.reserveCapacity(limits.mostNodes(rows: rowCount))
    let varying = UInt64.max >> UInt64(RankedColumns.maxColumns - columns.count)
    var pending = [
      PendingNode(rows: 0..<rowCount, varying: varying, sorted: last, depth: 0, parent: nil)
    ]
    while let node = pending.popLast() {
      grow(node, pending: &pending, using: &generator)
    }
    return RegressionTree(nodes: nodes)
  }

  private mutating func grow(
    _ node: PendingNode,
    pending: inout [PendingNode],
    using generator: inout some RandomNumberGenerator
  ) {
    let index = nodes.count
    if let parent = node.parent { nodes[parent].right = UInt16(index) }
    let total = total(of: node)
    let isLeaf =
      total.isPure || node.depth >= limits.depth || node.rows.count < 2 * limits.leastRows
    guard let split = isLeaf ? nil : bestSplit(of: node, total: total, using: &generator)
    else {
      let mean = Float(centre + total.sum / total.weight)
      nodes.append(.init(threshold: mean, feature: RegressionTree.Node.leaf, right: 0))
      return
    }
    let feature = UInt16(columns[split.column].feature)
    nodes.append(.init(threshold: threshold(of: split), feature: feature, right: 0))
    if node.rows.count > 2 { partition(node.rows, at: split) }
    let right = split.firstRight..<node.rows.upperBound
    let left = node.rows.lowerBound..<split.firstRight
    for (rows, parent) in [(right, index), (left, nil)] {
      pending.append(
        PendingNode(
          rows: rows,
          varying: split.varying,
          sorted: split.column,
          depth: node.depth + 1,
          parent: parent
        )
      )
    }
  }

  /// Writes every entry and moves on only past those in the sample: no branch to mispredict.
  private static func place(
    _ column: RankedColumns.Column,
    into order: inout [UInt32],
    from start: Int,
    places: Span<UInt32>
  ) -> Int {
    var order = order.mutableSpan
    let entries = column.entries.span
    var next = start
    for place in 0..<entries.count {
      let entry = entries[place]
      let row = places[Int(entry & 0xFFFF)]
      order[next] = entry & 0xFFFF_0000 | row & 0xFFFF
      next += row == .max ? 0 : 1
    }
    return next
  }

  /// The tree when no column varies: one leaf with the mean of the sample.
  private var stump: RegressionTree {
    let total = stakes.reduce(SIMD2(), +)
    let mean = total.y / max(1, total.x)
    return RegressionTree(nodes: [
      .init(threshold: Float(centre + mean), feature: RegressionTree.Node.leaf, right: 0)
    ])
  }

  private func total(of node: PendingNode) -> NodeTotal {
    let order = self.order.span
    let base = node.sorted * rowCount
    let first = targets[Int(order[base + node.rows.lowerBound] & 0xFFFF)]
    var total = NodeTotal()
    for place in base + node.rows.lowerBound..<base + node.rows.upperBound {
      let row = Int(order[place] & 0xFFFF)
      total.stake += stakes[row]
      total.isPure = total.isPure && targets[row] == first
    }
    return total
  }

  /// The split with the least squared error; `nil` when every column is constant here.
  ///
  /// Columns are tried from a random one on, so that equally good splits (all of them, with two rows left) do not always fall
  /// to the same feature.
  private func bestSplit(
    of node: PendingNode,
    total: NodeTotal,
    using generator: inout some RandomNumberGenerator
  ) -> Split? {
    let start = generator.index(below: columns.count)
    var best = Split()
    for step in 0..<columns.count {
      let column = (start + step) % columns.count
      guard node.varying & (1 << UInt64(column)) != 0 else { continue }
      guard varies(column, in: node.rows) else {
        best.varying &= ~(1 << UInt64(column))
        continue
      }
      if node.rows.count > 2 || best.gain < 0 {
        improve(&best, column: column, rows: node.rows, total: total)
      }
    }
    best.varying &= node.varying
    return best.gain < 0 ? nil : best
  }

  private func varies(_ column: Int, in rows: Range<Int>) -> Bool {
    let base = column * rowCount
    return order[base + rows.lowerBound] >> 16 != order[base + rows.upperBound - 1] >> 16
  }

  /// Walks one column and keeps the best cut between two different values.
  ///
  /// The error falls by `d^2 W / (l (W - l))`, with `l` the weight on the left and `d` how far the sum on the left is from its
  /// share of the total; `W` is the same for every cut and left out.
  private func improve(_ best: inout Split, column: Int, rows: Range<Int>, total: NodeTotal) {
    let order = self.order.span
    let stakes = self.stakes.span
    let mean = total.sum / total.weight
    let base = column * rowCount
    let allowed =
      rows.lowerBound
      + limits.leastRows...max(
        rows.lowerBound + limits.leastRows,
        rows.upperBound - limits.leastRows
      )
    var gain = best.gain
    var cut = -1
    var left = SIMD2<Double>()
    var entry = order[base + rows.lowerBound]
    for place in rows.lowerBound + 1..<rows.upperBound {
      let row = Int(entry & 0xFFFF)
      left += stakes[row]
      let next = order[base + place]
      if entry >> 16 != next >> 16, allowed.contains(place) {
        let distance = left.y - left.x * mean
        let candidate = distance * distance / (left.x * (total.weight - left.x))
        if candidate > gain {
          gain = candidate
          cut = place
        }
      }
      entry = next
    }
    guard cut >= 0 else { return }
    best.gain = gain
    best.column = column
    best.firstRight = cut
  }

  /// Halfway between the values on both sides, or the left one where single precision has nothing between.
  private func threshold(of split: Split) -> Float {
    let column = columns[split.column]
    let place = split.column * rowCount + split.firstRight
    let left = column.values[Int(order[place - 1] >> 16)]
    let right = column.values[Int(order[place] >> 16)]
    let middle = left + (right - left) / 2
    return middle < right ? middle : left
  }

  /// Brings the rows left of the split to the front of every other column that still varies, keeping the order on both sides.
  private mutating func partition(_ rows: Range<Int>, at split: Split) {
    let base = split.column * rowCount
    for place in rows {
      goesLeft[Int(order[base + place] & 0xFFFF)] = place < split.firstRight ? 1 : 0
    }
    for column in columns.indices
    where column != split.column && split.varying & (1 << UInt64(column)) != 0 {
      let base = column * rowCount
      let places = base + rows.lowerBound..<base + rows.upperBound
      Self.partition(&order, places, left: goesLeft, scratch: &scratch)
    }
  }

  /// A stable partition without a branch to mispredict: every entry is written to both sides, and one of them moves on.
  private static func partition(
    _ order: inout [UInt32],
    _ places: Range<Int>,
    left flags: [UInt8],
    scratch: inout [UInt32]
  ) {
    let flags = flags.span
    var order = order.mutableSpan
    var scratch = scratch.mutableSpan
    var left = places.lowerBound
    var right = 0
    for place in places {
      let entry = order[place]
      let flag = Int(flags[Int(entry & 0xFFFF)])
      order[left] = entry
      scratch[right] = entry
      left += flag
      right += 1 - flag
    }
    for place in 0..<right { order[left + place] = scratch[place] }
  }
}

/// A node that waits for its turn: the same range of rows in every column that may still vary in it.
private struct PendingNode {
  let rows: Range<Int>
  /// The columns that are not yet known to be constant in these rows, as bits.
  let varying: UInt64
  /// A column whose range certainly holds exactly these rows.
  let sorted: Int
  /// Splits above it.
  let depth: Int
  /// Where to write this node's place, for a right child.
  let parent: Int?
}

private struct NodeTotal {
  /// Weight, and target times weight.
  var stake = SIMD2<Double>()
  var isPure = true

  var weight: Double { stake.x }
  var sum: Double { stake.y }
}

private struct Split {
  /// By how much the squared error falls, up to a factor of the node; negative until a split is found.
  var gain = -1.0
  var column = 0
  var firstRight = 0
  var varying = UInt64.max
}
