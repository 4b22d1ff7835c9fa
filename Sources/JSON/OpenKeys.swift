/// The keys of an object that is still being read.
struct OpenKeys {
  /// The sequence of keys as the table of shapes knows it, as long as there are no `loose` ones.
  var shape = ShapeTable.empty
  /// The shape of the object around this one, up to the key under which this one is.
  let outer: Int
  /// All keys of an object without a shape: it has too many, one is too odd, or the table is full.
  var loose: [String] = []
}
