import JSON

/// Replaces what two servers may say differently: uids and versions by the order in which they turn up, instants and addresses by words.
struct Masks {
  private let namespace: String
  private var uids: [String: String] = [:]
  private var versions: [String: String] = [:]

  init(namespace: String) {
    self.namespace = namespace
  }

  mutating func masked(_ json: JSONValue) -> JSONValue {
    switch json {
    case .array(let elements):
      var masked: [JSONValue] = []
      for element in elements where element["metadata"]?["name"] != "kube-root-ca.crt" {
        masked.append(self.masked(element))
      }
      return .array(masked)
    case .object(let object):
      let suffixed = object["generateName"] != nil
      var masked: JSONObject = [:]
      for member in object {
        masked[member.key] =
          member.key == "name" && suffixed
          ? .string("generated") : value(member.value, of: member.key, in: json)
      }
      return .object(masked)
    case .string(let text): return .string(self.masked(text))
    case .null, .bool, .integer, .double: return json
    }
  }

  private mutating func value(
    _ value: JSONValue,
    of key: String,
    in object: JSONValue
  ) -> JSONValue {
    guard let text = value.stringValue else {
      return key == "clusterIPs" ? "addresses" : masked(value)
    }
    switch key {
    case "uid": return .string(token(of: text, in: &uids, "uid"))
    case "resourceVersion":
      // The version of a list also moves with what others write.
      return object["creationTimestamp"] == nil
        ? "of the list" : .string(token(of: text, in: &versions, "version"))
    case "creationTimestamp", "deletionTimestamp", "time", "lastTransitionTime", "lastUpdateTime":
      return "instant"
    case "clusterIP": return "address"
    case "continue": return "token"
    default: return .string(masked(text))
    }
  }

  private mutating func masked(_ text: String) -> String {
    if isGenerated(text[...]) { return "generated" }
    guard text.contains(" ") || text.contains(namespace) else { return text }
    if text.contains("\\\"uid\\\"") || text.contains("\"uid\"") { return maskedDocument(text) }
    let words = text.replacing(namespace, with: "namespace")
    guard ["UID", "uid", "recondition", "\"a-", "\"b-", "\"c-"].contains(where: words.contains)
    else { return words }
    return words.split(separator: " ", omittingEmptySubsequences: false).map { maskedWord($0) }
      .joined(separator: " ")
  }

  /// Refused patches are quoted as the whole object that they would have made.
  private mutating func maskedDocument(_ text: String) -> String {
    var document = text.replacing(namespace, with: "namespace")
    for match in document.matches(of: /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/) {
      let uid = String(match.output)
      document = document.replacing(uid, with: token(of: uid, in: &uids, "uid"))
    }
    document = document.replacing(/resourceVersion\W+[0-9]+/, with: "resourceVersion")
    return document.replacing(/[0-9-]{10}T[0-9:]{8}Z/, with: "instant")
  }

  /// Sentences of refusals quote versions in parentheses, uids, and names that were generated.
  private mutating func maskedWord(_ word: Substring) -> String {
    let marks: Set<Character> = ["(", ")", ".", ",", "\"", ":"]
    let core = word.drop { marks.contains($0) }
    let inner = core.prefix { !marks.contains($0) }
    let isVersion = word.first == "(" && !inner.isEmpty && inner.allSatisfy(\.isNumber)
    let isUID = inner.utf8.count == 36 && inner.filter { $0 == "-" }.count == 4
    if isVersion { return token(of: String(inner), in: &versions, "version") }
    if isUID { return token(of: String(inner), in: &uids, "uid") }
    return isGenerated(inner) ? "generated" : String(word)
  }

  /// A prefix of ours with five characters of the server's.
  private func isGenerated(_ name: Substring) -> Bool {
    name.utf8.count == 7 && ["a-", "b-", "c-"].contains { name.hasPrefix($0) }
  }

  private func token(
    of text: String,
    in tokens: inout [String: String],
    _ word: String
  ) -> String {
    if let known = tokens[text] { return known }
    let token = "\(word) \(tokens.count + 1)"
    tokens[text] = token
    return token
  }
}
