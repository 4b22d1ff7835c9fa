import JSON

/// One event of a watch as it goes over the wire.
struct WatchLine: Hashable, Sendable {
  let kind: WatchEventKind
  /// JSON and the newline after it.
  let bytes: [UInt8]

  init(_ kind: WatchEventKind, _ object: JSONValue) {
    self.kind = kind
    bytes =
      Array("{\"type\":\"\(kind.rawValue)\",\"object\":".utf8) + object.jsonBytes
      + [UInt8(ascii: "}"), 0x0A]
  }
}
