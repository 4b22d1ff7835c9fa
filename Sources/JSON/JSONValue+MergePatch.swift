extension JSONValue {
  /// This document changed by a JSON Merge Patch (RFC 7386): objects merge, `null` removes, anything else replaces.
  package func merging(patch: JSONValue) -> JSONValue {
    guard case .object(let changes) = patch else { return patch }
    var merged = objectValue ?? [:]
    for change in changes {
      merged[change.key] =
        change.value.isNull ? nil : (merged[change.key] ?? .null).merging(patch: change.value)
    }
    return .object(merged)
  }

  /// The smallest merge patch that makes `target` of `source`; `{}` when they are equal objects.
  ///
  /// A merge patch cannot say that a member of an object is to be `null`; such members come out absent.
  package static func mergePatch(from source: JSONValue, to target: JSONValue) -> JSONValue {
    guard case .object(let old) = source, case .object(let new) = target else { return target }
    var patch: JSONObject = [:]
    for member in old where new[member.key] == nil {
      patch[member.key] = .null
    }
    for member in new where old[member.key] != member.value {
      patch[member.key] =
        old[member.key].map { mergePatch(from: $0, to: member.value) } ?? member.value
    }
    return .object(patch)
  }
}
