/// Tells two documents apart field by field, for people to read.
package enum JSONDiff {
  /// The deepest fields that differ, in the order of their keys and indexes.
  ///
  /// A subtree that only one side has is one change. Elements of arrays are compared by position.
  package static func changes(from old: JSONValue, to new: JSONValue) -> [FieldChange] {
    changes(from: old, to: new, at: FieldPath())
  }

  private static func changes(
    from old: JSONValue?,
    to new: JSONValue?,
    at path: FieldPath
  ) -> [FieldChange] {
    guard old != new else { return [] }
    switch (old, new) {
    case (.object(let old), .object(let new)):
      return old.merging(new).keys.flatMap { key in
        changes(from: old[key], to: new[key], at: path.appending(key))
      }
    case (.array, .array):
      let count = max(old?.arrayValue?.count ?? 0, new?.arrayValue?.count ?? 0)
      return (0..<count).flatMap { index in
        changes(from: old?[index], to: new?[index], at: path.appending(index))
      }
    case (_, _):
      return [FieldChange(path: path, from: old, to: new)]
    }
  }
}
