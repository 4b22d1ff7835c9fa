import JSON

/// Builds JSON values from the events of a YAML stream.
struct YAMLComposer: ~Copyable {
  /// The JSON reader's limit as well: no real object passes 40 levels.
  static let maximumDepth = 512

  /// Nodes that aliases may add to one stream.
  ///
  /// Ten lines of aliases to aliases can stand for billions of nodes ("billion laughs"); the largest honest use that we know is some
  /// thousand.
  static let maximumExpansion = 100_000

  private struct Node {
    let value: JSONValue
    /// How many nodes it stands for, aliases expanded.
    let size: Int
  }

  private enum Anchor {
    /// Its value is still being read.
    case open
    case complete(Node)
  }

  private let reader: YAMLEventReader
  private var anchors: [String: Anchor] = [:]
  private var expansion = 0

  init(_ text: String) {
    reader = YAMLEventReader(text)
  }

  mutating func documents() throws(YAMLError) -> [JSONValue] {
    var documents: [JSONValue] = []
    while true {
      switch try reader.next().kind {
      case .streamEnd: return documents
      case .documentStart:
        anchors = [:]
        let root = try node(reader.next(), depth: 0).value
        if !root.isNull { documents.append(root) }
      case .streamStart, .documentEnd, .alias, .scalar, .sequenceStart, .sequenceEnd,
        .mappingStart, .mappingEnd:
        continue
      }
    }
  }

  private mutating func node(_ event: YAMLEvent, depth: Int) throws(YAMLError) -> Node {
    guard depth < Self.maximumDepth else {
      throw event.error("more than \(Self.maximumDepth) levels; flatten the document")
    }
    if let anchor = event.anchor { anchors[anchor] = .open }
    let node: Node
    switch event.kind {
    case .alias(let name): return try expanded(name, at: event)
    case .scalar(let text, let isPlain):
      node = Node(value: try scalar(text, isPlain: isPlain, at: event), size: 1)
    case .sequenceStart: node = try sequence(depth: depth)
    case .mappingStart: node = try mapping(depth: depth)
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      throw event.error("expected a value")
    }
    if let anchor = event.anchor { anchors[anchor] = .complete(node) }
    return node
  }

  private func scalar(
    _ text: String,
    isPlain: Bool,
    at event: YAMLEvent
  ) throws(YAMLError) -> JSONValue {
    let tag = YAMLScalarTag(event.tag, isPlain: isPlain)
    guard let value = tag.value(of: text) else { throw event.error(tag.refusal(of: text)) }
    return value
  }

  private mutating func expanded(_ name: String, at event: YAMLEvent) throws(YAMLError) -> Node {
    switch anchors[name] {
    case nil:
      throw event.error("the alias '*\(name)' has no anchor '&\(name)' before it; define one")
    case .open:
      throw event.error("the alias '*\(name)' stands inside the value that it repeats; remove it")
    case .complete(let node):
      expansion += node.size
      guard expansion <= Self.maximumExpansion else {
        throw event.error(
          "the aliases repeat more than \(Self.maximumExpansion) values; write fewer of them"
        )
      }
      return node
    }
  }

  private mutating func sequence(depth: Int) throws(YAMLError) -> Node {
    var elements: [JSONValue] = []
    var size = 1
    while true {
      let event = try reader.next()
      if case .sequenceEnd = event.kind { return Node(value: .array(elements), size: size) }
      let element = try node(event, depth: depth + 1)
      elements.append(element.value)
      size += element.size
    }
  }

  /// Members that stand in the mapping win over merged ones, wherever the `<<` stands.
  private mutating func mapping(depth: Int) throws(YAMLError) -> Node {
    var merged: [JSONObject.Member] = []
    var members: [JSONObject.Member] = []
    var keyLines: [String: Int] = [:]
    var size = 1
    while true {
      let event = try reader.next()
      if case .mappingEnd = event.kind {
        return Node(value: .object(JSONObject(merged + members)), size: size)
      }
      let key = event.isMergeKey ? "<<" : try self.key(event, depth: depth)
      if let line = keyLines.updateValue(event.line, forKey: key) {
        throw event.error("the key '\(key)' is already on line \(line); keep one of them")
      }
      let valueEvent = try reader.next()
      let value = try node(valueEvent, depth: depth + 1)
      size += value.size
      if event.isMergeKey {
        merged = try membersToMerge(value.value, at: valueEvent)
      } else {
        members.append(.init(key: key, value: value.value))
      }
    }
  }

  /// Keys are text in JSON: numbers and booleans become what JSON would print.
  private mutating func key(_ event: YAMLEvent, depth: Int) throws(YAMLError) -> String {
    switch try node(event, depth: depth + 1).value {
    case .string(let text): return text
    case .integer(let value): return String(value)
    case .double(let value): return value.description
    case .bool(let value): return String(value)
    case .null: throw event.error("a key must not be null; quote it")
    case .array, .object: throw event.error("a key must be text, not a list or a mapping")
    }
  }

  /// Of several merged mappings the earlier one wins, so it comes last.
  private func membersToMerge(
    _ value: JSONValue,
    at event: YAMLEvent
  ) throws(YAMLError) -> [JSONObject.Member] {
    let sources = value.arrayValue ?? [value]
    let objects = sources.compactMap(\.objectValue)
    guard objects.count == sources.count else {
      throw event.error("'<<' merges a mapping or a list of mappings, nothing else")
    }
    return objects.reversed().flatMap(\.members)
  }
}
