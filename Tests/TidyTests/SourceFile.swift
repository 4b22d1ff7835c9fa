/// One Swift file as the rules see it.
struct SourceFile {
  /// From the root of the repository: `Sources/JSON/JSONValue.swift`.
  let path: String
  /// As written; the line numbered 1 is first.
  let lines: [Substring]
  /// The same lines with comments and the text of string literals blanked out.
  let code: [Substring]
  /// The same code in one piece, to see quickly that a word is nowhere.
  let codeText: String

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var mask = CodeMask(text)
    codeText = mask.masked()
    code = codeText.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The folder under `Sources`.
  var room: String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }

  /// `Cluster` for `Cluster.swift` and for `Cluster+List.swift`: files that share stored properties.
  var typeName: Substring {
    let name = path.split(separator: "/").last ?? ""
    return name.prefix { $0 != "+" && $0 != "." }
  }

  /// A finding in a line counted from 0.
  func finding(_ index: Int, _ mend: String) -> Finding {
    Finding(path: path, line: index + 1, mend: mend)
  }
}
