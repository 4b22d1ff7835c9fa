import JSON

extension FuzzTarget {
  /// What was read comes back from its own text, compact or not, byte for byte.
  static let json = FuzzTarget("json") { input throws(BrokenLaw) in
    guard let value = try? JSONValue(parsing: input.bytes) else {
      try require(
        (try? JSONDocument(parsing: input.bytes)) == nil,
        "the reader that records duplicates takes what the other refuses"
      )
      return
    }
    let text = value.jsonBytes
    for written in [text, Array(value.prettyJSONText.utf8)] {
      guard let again = try? JSONValue(parsing: written) else {
        throw BrokenLaw("its own text is refused: \(String(decoding: written, as: UTF8.self))")
      }
      try require(again == value && again.jsonBytes == text, "its own text is read otherwise")
    }
    let document = try? JSONDocument(parsing: input.bytes)
    try require(document?.value == value, "recording duplicates changes the value")
  }
}
