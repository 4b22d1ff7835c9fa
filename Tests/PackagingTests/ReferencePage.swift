import JSON

/// docs/custom-resource.md: every field of the definition, from its schema.
struct ReferencePage {
  private let definition: JSONValue
  private var lines: [String] = []

  init(_ definition: JSONValue) {
    self.definition = definition
  }

  static func markdown(_ definition: JSONValue) -> String {
    var page = ReferencePage(definition)
    page.write()
    return page.lines.joined(separator: "\n") + "\n"
  }

  private var schema: JSONValue {
    definition["spec"]?["versions"]?[0]?["schema"]?["openAPIV3Schema"] ?? [:]
  }

  private mutating func write() {
    lines += [
      "# PhysicsAPI", "",
      "`apiVersion: fisica-lab.com/v1alpha1`, `kind: PhysicsAPI`. Generated from the definition in `manifests/crd`, which is",
      "generated from the Swift types; `kubectl explain physicsapi.spec` shows the same. Write it anew:",
      "`WRITE_REFERENCE=1 swift test --filter ReferencePageTests`.", "",
      "A list is written `name[]`, a map of free keys `name{}`. Fields in bold have to be given. What a user may leave out has a default or none.",
    ]
    let spec = schema["properties"]?["spec"] ?? [:]
    for part in spec["properties"]?.objectValue?.members ?? [] {
      section("spec.\(part.key)", part.value)
    }
    let rules = Self.rules(of: spec)
    if !rules.isEmpty { lines += ["", "Rules over all of `spec`:", ""] + rules }
    section("status", schema["properties"]?["status"] ?? [:])
    columns()
  }

  private mutating func section(_ path: String, _ node: JSONValue) {
    lines += ["", "## \(path)", "", node["description"]?.stringValue ?? ""]
    let rows = Self.rows(of: node, at: "")
    guard !rows.isEmpty else {
      lines += ["", Self.facts(node)]
      return
    }
    lines += ["", "| field | type | default | |", "|---|---|---|---|"] + rows
    let rules = Self.allRules(of: node, at: path)
    if !rules.isEmpty { lines += ["", "Refused with a sentence:", ""] + rules }
  }

  /// A row for each field below a node, nested ones after their parents.
  private static func rows(of node: JSONValue, at path: String) -> [String] {
    let required = (node["required"]?.arrayValue ?? []).compactMap(\.stringValue)
    return (node["properties"]?.objectValue?.members ?? []).flatMap { member in
      let field = member.value
      let full = path.isEmpty ? member.key : "\(path).\(member.key)"
      let shown = required.contains(member.key) ? "**`\(full)`**" : "`\(full)`"
      let text = escaped(field["description"]?.stringValue ?? "")
      let row = "| \(shown) | \(facts(field)) | \(standard(field)) | \(text) |"
      return [row] + below(field, at: full)
    }
  }

  private static func below(_ field: JSONValue, at path: String) -> [String] {
    if let items = field["items"] { return rows(of: items, at: "\(path)[]") }
    if let free = field["additionalProperties"] { return rows(of: free, at: "\(path){}") }
    return rows(of: field, at: path)
  }

  /// The type, with its words and bounds.
  private static func facts(_ node: JSONValue) -> String {
    if let words = node["enum"]?.arrayValue {
      return words.compactMap(\.stringValue).map { "`\($0)`" }.joined(separator: " ")
    }
    if let range = durations(of: node) { return "duration, \(range)" }
    var parts = [node["type"]?.stringValue ?? "any"]
    if let items = node["items"] { parts = ["list of \(items["type"]?.stringValue ?? "any")"] }
    if node["additionalProperties"] != nil { parts = ["map"] }
    let least = node["minimum"]?.jsonText
    let most = node["maximum"]?.jsonText
    switch (least, most) {
    case (let least?, let most?): parts.append("\(least) to \(most)")
    case (let least?, nil): parts.append("at least \(least)")
    case (nil, let most?): parts.append("at most \(most)")
    case (nil, nil): break
    }
    if node["x-kubernetes-preserve-unknown-fields"] == true { parts.append("free") }
    return parts.joined(separator: ", ")
  }

  /// The default, unless it is only the sum of the defaults below it.
  private static func standard(_ node: JSONValue) -> String {
    guard let value = node["default"], value.objectValue == nil else { return "" }
    return escaped("`\(value.jsonText)`")
  }

  private static func allRules(of node: JSONValue, at path: String) -> [String] {
    let own = rules(of: node)
    let fields = (node["properties"]?.objectValue?.members ?? []).flatMap {
      allRules(of: $0.value, at: "\(path).\($0.key)")
    }
    let items = node["items"].map { allRules(of: $0, at: "\(path)[]") } ?? []
    return own + fields + items
  }

  private static func rules(of node: JSONValue) -> [String] {
    sentences(of: node).filter { $0.firstMatch(of: durationRule) == nil }.map { "- \($0)" }
  }

  /// What the rules of a node say, with an ellipsis where a value is put in.
  private static func sentences(of node: JSONValue) -> [String] {
    (node["x-kubernetes-validations"]?.arrayValue ?? []).map { rule in
      if let message = rule["message"]?.stringValue { return message }
      let expression = rule["messageExpression"]?.stringValue ?? ""
      return expression.replacing(/'\.format\(.*/, with: "").replacing(/^'/, with: "")
        .replacing(/%[sd]/, with: "…")
    }
  }

  /// `10s to 1h` of a text that is a duration.
  private static func durations(of node: JSONValue) -> String? {
    sentences(of: node).compactMap { $0.firstMatch(of: durationRule)?.output.1 }.first
      .map(String.init)
  }

  private static var durationRule: Regex<(Substring, Substring)> {
    /must be a duration from (\S+ to \S+),/
  }

  private mutating func columns() {
    lines += ["", "## Columns of `kubectl get`", "", "| column | from | |", "|---|---|---|"]
    let columns = definition["spec"]?["versions"]?[0]?["additionalPrinterColumns"]?.arrayValue
    for column in columns ?? [] {
      let name = column["name"]?.stringValue ?? ""
      let wide = column["priority"] == 1 ? " (wide)" : ""
      let path = Self.escaped(column["jsonPath"]?.stringValue ?? "")
      let text = column["description"]?.stringValue ?? ""
      lines.append("| \(name)\(wide) | `\(path)` | \(text) |")
    }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ")
  }
}
