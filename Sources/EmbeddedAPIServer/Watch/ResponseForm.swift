/// The form in which a client wants objects: `as=` in its Accept header.
enum ResponseForm: Hashable, Sendable {
  /// The objects themselves.
  case object
  /// Rows for a human; `includeObject` says what accompanies a row.
  case table(includeObject: TableObject)
  /// Only metadata.
  case partialMetadata

  enum TableObject: String, Hashable, Sendable {
    case none = "None"
    case metadata = "Metadata"
    case object = "Object"
  }
}
