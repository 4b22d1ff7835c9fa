import CYAML
import JSON

/// The one owner of a libyaml emitter and of its output; both are freed once, in `deinit`.
///
/// libyaml and the printer of `kubectl` (go-yaml v2) are one code in two languages, so indentation, quotes and line breaks come out alike.
@safe
struct YAMLEmitter: ~Copyable {
  private let emitter: UnsafeMutablePointer<yaml_emitter_t>
  private let output: UnsafeMutablePointer<[UInt8]>

  init() {
    unsafe output = .allocate(capacity: 1)
    unsafe output.initialize(to: [])
    unsafe emitter = .allocate(capacity: 1)
    unsafe emitter.initialize(to: yaml_emitter_t())
    let isReady = unsafe yaml_emitter_initialize(emitter) == 1
    precondition(isReady, "libyaml has no memory for an emitter")
    unsafe yaml_emitter_set_unicode(emitter, 1)
    unsafe yaml_emitter_set_output(emitter, appendToOutput, output)
  }

  deinit {
    unsafe yaml_emitter_delete(emitter)
    unsafe emitter.deallocate()
    unsafe output.deinitialize(count: 1)
    unsafe output.deallocate()
  }

  /// One document as text; call it once.
  mutating func document(_ value: JSONValue) -> String {
    unsafe emit { unsafe yaml_stream_start_event_initialize($0, YAML_UTF8_ENCODING) }
    unsafe emit { unsafe yaml_document_start_event_initialize($0, nil, nil, nil, 1) }
    write(value)
    unsafe emit { unsafe yaml_document_end_event_initialize($0, 1) }
    // Text that ends in line breaks would make libyaml close the stream with `...`, which kubectl never prints.
    unsafe emitter.pointee.open_ended = 0
    unsafe emit { unsafe yaml_stream_end_event_initialize($0) }
    return unsafe String(decoding: output.pointee, as: UTF8.self)
  }

  private mutating func write(_ value: JSONValue) {
    switch value {
    case .null: write("null", YAML_PLAIN_SCALAR_STYLE)
    case .bool(let value): write(String(value), YAML_PLAIN_SCALAR_STYLE)
    case .integer(let value): write(String(value), YAML_PLAIN_SCALAR_STYLE)
    case .double(let value): write(value.description, YAML_PLAIN_SCALAR_STYLE)
    case .string(let text): write(text, style(of: text))
    case .array(let elements): write(elements)
    case .object(let object): write(object)
    }
  }

  private mutating func write(_ elements: [JSONValue]) {
    unsafe emit {
      unsafe yaml_sequence_start_event_initialize($0, nil, nil, 1, YAML_BLOCK_SEQUENCE_STYLE)
    }
    for element in elements { write(element) }
    unsafe emit { unsafe yaml_sequence_end_event_initialize($0) }
  }

  private mutating func write(_ object: JSONObject) {
    unsafe emit {
      unsafe yaml_mapping_start_event_initialize($0, nil, nil, 1, YAML_BLOCK_MAPPING_STYLE)
    }
    for member in object {
      write(member.key, style(of: member.key))
      write(member.value)
    }
    unsafe emit { unsafe yaml_mapping_end_event_initialize($0) }
  }

  private mutating func write(_ text: String, _ style: yaml_scalar_style_t) {
    // The closing zero keeps the pointer valid for empty text; libyaml copies `count` bytes.
    let bytes = Array(text.utf8) + [0]
    let count = Int32(clamping: bytes.count - 1)
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe emit {
        unsafe yaml_scalar_event_initialize(
          $0,
          nil,
          nil,
          bytes.baseAddress,
          count,
          1,
          1,
          style
        )
      }
    }
  }

  /// libyaml itself falls back from plain to single quotes and from a block to double quotes where the text demands it.
  private func style(of text: String) -> yaml_scalar_style_t {
    if text.utf8.contains(UInt8(ascii: "\n")) { return YAML_LITERAL_SCALAR_STYLE }
    return YAMLPlainScalar.isMisread(text)
      ? YAML_DOUBLE_QUOTED_SCALAR_STYLE : YAML_PLAIN_SCALAR_STYLE
  }

  private func emit(_ make: (UnsafeMutablePointer<yaml_event_t>) -> Int32) {
    var event = unsafe yaml_event_t()
    let isDone = unsafe make(&event) == 1 && yaml_emitter_emit(emitter, &event) == 1
    precondition(isDone, "libyaml has no memory for the text it writes")
  }
}

/// Called by libyaml whenever its own buffer is full.
private func appendToOutput(
  _ output: UnsafeMutableRawPointer?,
  _ buffer: UnsafeMutablePointer<UInt8>?,
  _ size: Int
) -> Int32 {
  guard let output = unsafe output else { return 0 }
  let bytes = unsafe UnsafeBufferPointer(start: buffer, count: size)
  unsafe output.assumingMemoryBound(to: [UInt8].self).pointee.append(contentsOf: bytes)
  return 1
}
