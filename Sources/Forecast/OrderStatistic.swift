/// The `rank`-th smallest of `values` (0 for the smallest) and its successor, which is itself for the largest.
///
/// Hoare's selection: linear where sorting a day of errors for each of many horizons would cost most of a forecast. Reorders `values`.
func orderStatistic(
  _ rank: Int,
  of values: inout [Double]
) -> (value: Double, successor: Double) {
  var low = 0
  var high = values.count - 1
  while low < high {
    let pivot = values[(low + high) / 2]
    var left = low
    var right = high
    while left <= right {
      while values[left] < pivot { left += 1 }
      while values[right] > pivot { right -= 1 }
      guard left <= right else { break }
      values.swapAt(left, right)
      left += 1
      right -= 1
    }
    if rank > right { low = left }
    if rank < left { high = right }
  }
  let successor = values[(rank + 1)...].min() ?? values[rank]
  return (values[rank], successor)
}
