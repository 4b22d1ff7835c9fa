/// One field that differs between two documents.
package struct FieldChange: Hashable, Sendable {
  package let path: FieldPath
  /// `nil` where the field is new.
  package let from: JSONValue?
  /// `nil` where the field goes away.
  package let to: JSONValue?

  package init(path: FieldPath, from: JSONValue?, to: JSONValue?) {
    self.path = path
    self.from = from
    self.to = to
  }
}
