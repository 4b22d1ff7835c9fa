/// How strictly unknown fields of a write are taken.
enum FieldValidation: String, Sendable {
  case strict = "Strict"
  case warn = "Warn"
  case ignore = "Ignore"
}

/// What accompanies a write: who writes, and how.
struct WriteOptions: Sendable {
  var userAgent: String
  /// Empty: the name is taken from the user agent, as upstream.
  var fieldManager = ""
  var isDryRun = false
  var fieldValidation = FieldValidation.warn
  /// A privileged write of the server's own controllers skips what admission forbids to users.
  var isInternal = false

  /// Whose rights count; `nil` for those in the same process, who may do anything.
  var user: UserInfo?

  /// The manager recorded in managedFields.
  var manager: String {
    if !fieldManager.isEmpty { return fieldManager }
    let product = userAgent.prefix { $0 != "/" }
    return product.isEmpty ? "unknown" : String(product)
  }

  /// The writes of namespace, CRD and garbage controllers.
  static let controller = WriteOptions(userAgent: "embedded-api-server", isInternal: true)
}
