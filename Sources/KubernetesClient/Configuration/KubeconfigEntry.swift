import FoundationEssentials
import JSON

/// One named cluster, user or context of a kubeconfig, or a mapping inside one.
struct KubeconfigEntry {
  let kind: ConfigurationError.Entry
  let name: String
  let fields: JSONValue
  /// The file that holds the entry; relative paths start at its folder.
  let path: String
  /// Where the fields are within the entry: empty, or `exec.`.
  var prefix = ""

  /// A text that is not empty.
  func text(_ field: String) throws(ConfigurationError) -> String? {
    switch fields[field] {
    case nil, .null, .string(""): nil
    case .string(let text): text
    default: throw wrongType(field, "text; quote it")
    }
  }

  func required(_ field: String) throws(ConfigurationError) -> String {
    guard let text = try text(field) else {
      throw .missingField(prefix + field, of: kind, name: name, path: path)
    }
    return text
  }

  func flag(_ field: String) throws(ConfigurationError) -> Bool {
    switch fields[field] {
    case nil, .null: false
    case .bool(let flag): flag
    default: throw wrongType(field, "true or false, without quotes")
    }
  }

  func list(_ field: String) throws(ConfigurationError) -> [JSONValue] {
    switch fields[field] {
    case nil, .null: []
    case .array(let elements): elements
    default: throw wrongType(field, "a list")
    }
  }

  /// The mapping that a field holds, as an entry whose fields are named with the field's own name before them.
  func mapping(_ field: String) throws(ConfigurationError) -> KubeconfigEntry? {
    switch fields[field] {
    case nil, .null: nil
    case .object(let object):
      KubeconfigEntry(
        kind: kind,
        name: name,
        fields: .object(object),
        path: path,
        prefix: "\(prefix)\(field)."
      )
    default: throw wrongType(field, "a mapping")
    }
  }

  func wrongType(_ field: String, _ expected: String) -> ConfigurationError {
    .wrongType(prefix + field, expected: expected, of: kind, name: name, path: path)
  }

  /// `<field>-data`, else the file that `<field>` names, which must be readable now.
  func certificate(
    _ field: String,
    _ readFile: FileReader
  ) throws(ConfigurationError) -> CertificateSource? {
    if let inline = try data("\(field)-data") { return .inline(Secret(inline)) }
    guard let file = try text(field) else { return nil }
    let resolved = resolved(file)
    _ = try read(resolved, namedBy: path, readFile)
    return .file(path: resolved)
  }

  private func data(_ field: String) throws(ConfigurationError) -> [UInt8]? {
    guard let encoded = try text(field) else { return nil }
    guard let data = Data(base64Encoded: encoded, options: .ignoreUnknownCharacters), !data.isEmpty
    else { throw .notBase64(field: prefix + field, of: kind, name: name, path: path) }
    return [UInt8](data)
  }

  func resolved(_ file: String) -> String {
    guard !file.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return file }
    return path[...slash] + file
  }
}

func base64(_ bytes: [UInt8]) -> String {
  Data(bytes).base64EncodedString()
}
