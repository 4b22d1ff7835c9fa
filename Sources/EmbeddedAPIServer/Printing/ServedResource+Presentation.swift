import APIMachinery
import JSON
import Time

/// Objects and pages in the form that a client asked for.
extension ServedResource {
  func presentation(
    of object: APIObject,
    as form: ResponseForm,
    withColumns: Bool = true,
    at now: Timestamp
  ) -> JSONValue {
    let served = conversion.served(object.json, apiVersion: type.apiVersion)
    switch form {
    case .object: return served
    case .partialMetadata: return PartialMetadata.json(of: served)
    case .table(let includeObject):
      let version: JSONValue = ["resourceVersion": object.metadata["resourceVersion"] ?? ""]
      return Table(columns, including: includeObject, at: now).json(
        [served],
        metadata: version,
        withColumns: withColumns
      )
    }
  }

  func presentation(of page: ListPage, as form: ResponseForm, at now: Timestamp) -> JSONValue {
    let served = page.objects.map { conversion.served($0.json, apiVersion: type.apiVersion) }
    switch form {
    case .object:
      return [
        "kind": .string(listKind), "apiVersion": .string(type.apiVersion),
        "metadata": page.metadata, "items": .array(served.map(listItem)),
      ]
    case .partialMetadata:
      return [
        "kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1",
        "metadata": page.metadata, "items": .array(served.map(PartialMetadata.json(of:))),
      ]
    case .table(let includeObject):
      return Table(columns, including: includeObject, at: now).json(
        served,
        metadata: page.metadata
      )
    }
  }

  /// In lists of built-in kinds the items do not repeat the kind; those of custom resources do.
  private func listItem(_ object: JSONValue) -> JSONValue {
    guard openAPISchema == nil else { return object }
    var item = object
    item["kind"] = nil
    item["apiVersion"] = nil
    return item
  }
}

extension ListPage {
  fileprivate var metadata: JSONValue {
    var metadata: JSONValue = ["resourceVersion": .string(String(revision))]
    if let continueToken { metadata["continue"] = .string(continueToken) }
    if let remaining { metadata["remainingItemCount"] = .integer(Int64(remaining)) }
    return metadata
  }
}
