import CYAML

/// The one owner of a libyaml parser and of the bytes that it reads; both are freed once, in `deinit`.
///
/// The parser lives on the heap because libyaml keeps a pointer to it.
@safe
struct YAMLEventReader: ~Copyable {
  private let text: String
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  init(_ text: String) {
    self.text = text
    unsafe input = .allocate(capacity: text.utf8.count)
    _ = unsafe input.initialize(from: text.utf8)
    unsafe parser = .allocate(capacity: 1)
    unsafe parser.initialize(to: yaml_parser_t())
    let isReady = unsafe yaml_parser_initialize(parser) == 1
    precondition(isReady, "libyaml has no memory for a parser")
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  /// The next event; after `streamEnd` or an error there is none.
  func next() throws(YAMLError) -> YAMLEvent {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw unsafe error(parser.pointee) }
    defer { unsafe yaml_event_delete(&event) }
    return unsafe YAMLEvent(event)
  }

  private func error(_ parser: yaml_parser_t) -> YAMLError {
    guard unsafe parser.error != YAML_READER_ERROR else {
      return unsafe readerError(atByte: parser.problem_offset)
    }
    let mark = unsafe parser.problem_mark
    let failure = unsafe YAMLSyntaxFailure(
      problem: string(parser.problem) ?? "libyaml refuses the text",
      context: string(parser.context),
      contextLine: Int(parser.context_mark.line) + 1,
      rest: text.unicodeScalars.dropFirst(Int(mark.index))
    )
    return YAMLError(
      line: Int(mark.line) + 1,
      column: Int(mark.column) + 1,
      problem: failure.sentence
    )
  }

  private func readerError(atByte offset: Int) -> YAMLError {
    let before = String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars
    let column = before.reversed().prefix { $0 != "\n" }.count
    return YAMLError(
      line: before.count { $0 == "\n" } + 1,
      column: column + 1,
      problem: "a control character is not allowed; write it as an escape in double quotes"
    )
  }
}

extension YAMLEvent {
  fileprivate init(_ event: yaml_event_t) {
    let properties: (kind: Kind, anchor: String?, tag: String?) =
      switch unsafe event.type {
      case YAML_STREAM_START_EVENT: (.streamStart, nil, nil)
      case YAML_DOCUMENT_START_EVENT: (.documentStart, nil, nil)
      case YAML_DOCUMENT_END_EVENT: (.documentEnd, nil, nil)
      case YAML_ALIAS_EVENT: unsafe (.alias(string(event.data.alias.anchor) ?? ""), nil, nil)
      case YAML_SCALAR_EVENT: unsafe scalar(event.data.scalar)
      case YAML_SEQUENCE_START_EVENT:
        unsafe (
          .sequenceStart, string(event.data.sequence_start.anchor),
          string(event.data.sequence_start.tag)
        )
      case YAML_SEQUENCE_END_EVENT: (.sequenceEnd, nil, nil)
      case YAML_MAPPING_START_EVENT:
        unsafe (
          .mappingStart, string(event.data.mapping_start.anchor),
          string(event.data.mapping_start.tag)
        )
      case YAML_MAPPING_END_EVENT: (.mappingEnd, nil, nil)
      default: (.streamEnd, nil, nil)
      }
    self.init(
      kind: properties.kind,
      anchor: properties.anchor,
      tag: properties.tag,
      line: unsafe Int(event.start_mark.line) + 1,
      column: unsafe Int(event.start_mark.column) + 1
    )
  }
}

private func scalar(
  _ scalar: yaml_event_t.__Unnamed_union_data.__Unnamed_struct_scalar
) -> (kind: YAMLEvent.Kind, anchor: String?, tag: String?) {
  let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
  let text = unsafe String(decoding: bytes, as: UTF8.self)
  let isPlain = unsafe scalar.style == YAML_PLAIN_SCALAR_STYLE
  return unsafe (.scalar(text, isPlain: isPlain), string(scalar.anchor), string(scalar.tag))
}

private func string(_ bytes: UnsafeMutablePointer<UInt8>?) -> String? {
  guard let bytes = unsafe bytes else { return nil }
  return unsafe String(cString: bytes)
}

private func string(_ bytes: UnsafePointer<CChar>?) -> String? {
  guard let bytes = unsafe bytes else { return nil }
  return unsafe String(cString: bytes)
}
