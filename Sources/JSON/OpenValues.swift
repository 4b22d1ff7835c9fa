/// The values inside the objects and arrays that are still open, innermost last.
///
/// A stack by hand because an array cannot give its elements away: each would be retained for its new owner and released here.
/// Invariant: the first `count` places of `buffer` are initialised, the others are not.
@safe struct OpenValues: ~Copyable {
  private var buffer = UnsafeMutableBufferPointer<JSONValue>.allocate(capacity: 64)
  private(set) var count = 0

  deinit {
    // Sound: by the invariant; nobody else has the buffer.
    unsafe buffer.extracting(..<count).deinitialize()
    unsafe buffer.deallocate()
  }

  @inline(__always)
  mutating func append(_ value: consuming JSONValue) {
    if unsafe count == buffer.count { grow() }
    // Sound: `count` is below the capacity, and its place is not initialised.
    unsafe buffer.initializeElement(at: count, to: value)
    count += 1
  }

  /// Moves the values from `first` on out.
  mutating func removeAll(from first: Int) -> [JSONValue] {
    let open = unsafe buffer.extracting(first..<count)
    count = first
    var values: [JSONValue] = []
    values.append(addingCapacity: open.count) { values in
      // Sound: each value moves once, and `count` is below all of them.
      for index in 0..<open.count { values.append(unsafe open.moveElement(from: index)) }
    }
    return values
  }

  /// Moves the values from `first` on out, in the order of these positions from there on.
  mutating func removeAll(from first: Int, order: Span<Int>) -> [JSONValue] {
    let open = unsafe buffer.extracting(first..<count)
    precondition(order.count == open.count)
    count = first
    var values: [JSONValue] = []
    values.append(addingCapacity: open.count) { values in
      // Sound: as above, because `order` names each position once (`ObjectKeys`).
      for index in order.indices { values.append(unsafe open.moveElement(from: order[index])) }
    }
    return values
  }

  private mutating func grow() {
    let larger = UnsafeMutableBufferPointer<JSONValue>.allocate(capacity: count * 2)
    // Sound: all `count` places are initialised, and the old buffer is not used again.
    _ = unsafe larger.moveInitialize(fromContentsOf: buffer)
    unsafe buffer.deallocate()
    unsafe buffer = larger
  }
}
