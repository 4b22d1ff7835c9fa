/// The sequences of keys that objects were seen to begin with or to have: their shapes.
///
/// Objects of one type name the same keys in the same order, thousands of times. A shape that is known costs one comparison per
/// key, needs no sorting at the end, and its objects share one array of keys.
///
/// A tree: each shape is another one and a further key; the empty one is number 0. Bounded in shapes and in keys per shape, so that
/// maps with ever new keys cost no memory for long.
struct ShapeTable {
  static let empty = 0
  private static let shapesMax = 2048
  private static let keysMax = 64
  private static let keyBytesMax = 256
  private static let slotCount = 4 * shapesMax

  private struct Shape {
    let parent: Int
    let keyCount: Int
    /// Where in `bytes` the last key and its closing quote are.
    let lastKey: Range<Int>
    /// The shape that came of this one last; 0 if none did.
    var usualNext = empty
    /// The first key, as a shape, of the last object that was the value of this one's last key, or inside that value.
    var usualFirst = empty
    /// Where in `orders` its order is; empty when nobody has asked.
    var order = 0..<0
  }

  private var shapes = [Shape(parent: 0, keyCount: 0, lastKey: 0..<0)]
  private var lastKeys = [""]
  private var orderedKeys: [[String]] = [[]]
  /// For each key in order the position of its value in the text, one shape behind the other.
  private var orders: [Int] = []
  private var bytes: [UInt8] = []
  /// Shapes by parent and last key, at the slot of their hash or behind it; 0 where none is.
  private var slots: [Int32] = []

  /// Whether it is time to begin anew.
  var isCrowded: Bool { shapes.count > Self.shapesMax / 2 }

  func keyByteCount(of shape: Int) -> Int { shapes[shape].lastKey.count - 1 }
  func lastKey(of shape: Int) -> String { lastKeys[shape] }

  /// All keys of a shape, in the order of the text.
  func keys(of shape: Int) -> [String] {
    var keys: [String] = []
    var shape = shape
    while shape != Self.empty {
      keys.append(lastKeys[shape])
      shape = shapes[shape].parent
    }
    return keys.reversed()
  }

  /// Whether the order of a shape's keys is known now; never if a key is there twice.
  mutating func hasOrder(_ shape: Int) -> Bool {
    guard shapes[shape].order.isEmpty else { return true }
    guard let known = ObjectKeys(inTextOrder: keys(of: shape)) else { return false }
    orderedKeys[shape] = known.keys
    shapes[shape].order = orders.count..<orders.count + known.order.count
    orders += known.order
    return true
  }

  /// The object of a shape that has an order, with the values from `first` on.
  func object(of shape: Int, values: inout OpenValues, from first: Int) -> JSONObject {
    let order = orders.span.extracting(shapes[shape].order)
    return JSONObject(
      orderedKeys: orderedKeys[shape],
      values: values.removeAll(from: first, order: order)
    )
  }

  /// The shape that usually follows, if its key is what the text has at `start`, up to and including the closing quote.
  @inline(__always)
  func usualNext(after keys: OpenKeys, keyAt start: Int, in text: Span<UInt8>) -> Int? {
    let isFirst = keys.shape == Self.empty
    let next = isFirst ? shapes[keys.outer].usualFirst : shapes[keys.shape].usualNext
    guard next != Self.empty, isLastKey(of: next, at: start, in: text) else { return nil }
    return next
  }

  /// Makes a shape the usual one.
  mutating func expect(_ next: Int, after keys: OpenKeys) {
    if keys.shape == Self.empty {
      shapes[keys.outer].usualFirst = next
    } else {
      shapes[keys.shape].usualNext = next
    }
  }

  /// The known shape of a shape and a key, which a quote must follow in the text.
  func next(after shape: Int, key: Range<Int>, in text: Span<UInt8>) -> Int? {
    guard !slots.isEmpty else { return nil }
    var slot = slot(of: shape, key, in: text)
    while case let next = Int(slots[slot]), next != Self.empty {
      if shapes[next].parent == shape, shapes[next].lastKey.count == key.count + 1,
        isLastKey(of: next, at: key.lowerBound, in: text)
      {
        return next
      }
      slot = (slot + 1) % Self.slotCount
    }
    return nil
  }

  /// Makes the shape of a shape and a key that `next` does not know; `nil` when there is no room for it.
  mutating func add(
    _ key: String,
    after shape: Int,
    at range: Range<Int>,
    in text: Span<UInt8>
  ) -> Int? {
    guard shapes.count < Self.shapesMax, shapes[shape].keyCount < Self.keysMax,
      range.count <= Self.keyBytesMax
    else { return nil }
    let start = bytes.count
    for index in range.lowerBound...range.upperBound { bytes.append(text[index]) }
    enter(shapes.count, in: slot(of: shape, range, in: text))
    shapes.append(
      Shape(
        parent: shape,
        keyCount: shapes[shape].keyCount + 1,
        lastKey: start..<bytes.count
      )
    )
    lastKeys.append(key)
    orderedKeys.append([])
    return shapes.count - 1
  }

  private mutating func enter(_ shape: Int, in slot: Int) {
    if slots.isEmpty { slots = [Int32](repeating: 0, count: Self.slotCount) }
    var slot = slot
    while slots[slot] != 0 { slot = (slot + 1) % Self.slotCount }
    slots[slot] = Int32(shape)
  }

  @inline(__always)
  private func isLastKey(of shape: Int, at start: Int, in text: Span<UInt8>) -> Bool {
    let key = shapes[shape].lastKey
    guard start + key.count <= text.count else { return false }
    return bytes.span.hasSameBytes(at: key, as: text, from: start)
  }

  private func slot(of shape: Int, _ key: Range<Int>, in text: Span<UInt8>) -> Int {
    let hash = text.hash(of: key) &+ UInt64(shape) &* 0x9E37_79B9_7F4A_7C15
    return Int((hash ^ hash >> 29) % UInt64(Self.slotCount))
  }
}
