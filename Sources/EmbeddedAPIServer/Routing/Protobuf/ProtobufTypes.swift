/// The numbers of the fields that typed Go clients send, from the `.proto` files of Kubernetes; they never change.
///
/// One type to an entry: its name, then `field=number` for each field. The type of a field is that of `BuiltInTypes` unless `:type`
/// follows; `2.1` is field 1 of an inlined message that is field 2; `?` marks scalars that Go writes even when they say nothing.
struct ProtobufTypes: Sendable {
  struct Field: Sendable {
    let name: String
    /// More than one number for a field of an inlined message.
    let numbers: [UInt64]
    let type: FieldType
    let isMicroTime: Bool
    let omitsZero: Bool
  }

  private let types: [String: [Field]]

  static let all = ProtobufTypes([pods, workloads, networking, cluster, requests])

  /// The fields of a message; `nil` when there is none of that name.
  subscript(name: String) -> [Field]? { types[name] }

  private init(_ texts: [String]) {
    var types: [String: [Field]] = [:]
    var current = ""
    for line in texts.joined(separator: "\n").split(separator: "\n") {
      var words = line.split(separator: " ")[...]
      if !line.hasPrefix(" "), let name = words.popFirst() {
        current = String(name)
        types[current] = []
      }
      types[current]?.append(contentsOf: words.compactMap { Field($0, of: current) })
    }
    self.types = types
  }
}

extension ProtobufTypes.Field {
  fileprivate init?(_ word: Substring, of message: String) {
    omitsZero = word.hasSuffix("?")
    let parts = (omitsZero ? word.dropLast() : word).split(separator: "=")
    guard parts.count == 2 else { return nil }
    name = String(parts[0])
    let rest = parts[1].split(separator: ":", maxSplits: 1)
    numbers = rest[0].split(separator: ".").compactMap { UInt64($0) }
    isMicroTime = rest.last == "microTime"
    if rest.count == 2 {
      type = isMicroTime ? .time : FieldType(rest[1])
    } else {
      let name = self.name
      let known = BuiltInTypes.all[message]?.first { $0.name == name }
      guard let known else { return nil }
      type = known.type
    }
  }
}
