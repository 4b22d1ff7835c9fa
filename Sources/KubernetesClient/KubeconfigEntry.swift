import FoundationEssentials
import JSON

/// One named cluster, user or context of a kubeconfig.
struct KubeconfigEntry {
  let kind: ConfigurationError.Entry
  let name: String
  let fields: JSONValue
  /// The kubeconfig itself; relative paths start at its folder.
  let path: String

  /// A text that is not empty.
  func text(_ field: String) -> String? {
    guard let text = fields[field]?.stringValue, !text.isEmpty else { return nil }
    return text
  }

  func required(_ field: String) throws(ConfigurationError) -> String {
    guard let text = text(field) else {
      throw .missingField(field, of: kind, name: name, path: path)
    }
    return text
  }

  /// The content of `<field>-data`, else of the file that `<field>` names.
  func bytes(_ field: String, _ readFile: FileReader) throws(ConfigurationError) -> [UInt8]? {
    let inline = "\(field)-data"
    if let encoded = text(inline) {
      guard let data = Data(base64Encoded: encoded, options: .ignoreUnknownCharacters),
        !data.isEmpty
      else {
        throw .notBase64(field: inline, of: kind, name: name, path: path)
      }
      return [UInt8](data)
    }
    guard let file = text(field) else { return nil }
    return try read(resolved(file), namedBy: path, readFile)
  }

  func resolved(_ file: String) -> String {
    guard !file.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return file }
    return path[...slash] + file
  }
}
