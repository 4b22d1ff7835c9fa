extension FieldPath: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  /// A path as it is printed: `metadata.name`.
  package init(stringLiteral path: String) {
    self.init(path)
  }
}
