import APIMachinery
import JSON

extension Cluster {
  func list(_ resource: ServedResource, _ request: ListRequest) throws(APIStatus) -> ListPage {
    let (table, revision, start) = try snapshot(resource, request)
    let selection = request.selection
    let candidates = table.objects(in: selection.namespace, after: start)
    let rest =
      selection.isWholeCollection ? Array(candidates) : candidates.filter { selection.matches($0) }
    let limit = request.effectiveLimit
    guard limit > 0, rest.count > limit else { return ListPage(objects: rest, revision: revision) }
    let token = ContinueToken(revision: revision, after: rest[limit - 1].key)
    return ListPage(
      objects: Array(rest.prefix(limit)),
      revision: revision,
      continueToken: token.text(in: selection.namespace),
      remaining: selection.isWholeCollection ? rest.count - limit : nil
    )
  }

  /// The objects to choose from, the revision they show, and the key to start after.
  private func snapshot(
    _ resource: ServedResource,
    _ request: ListRequest
  ) throws(APIStatus) -> (ObjectTable, UInt64, ObjectKey?) {
    let collection = collection(resource.storage)
    if !request.continueToken.isEmpty { return try continued(collection, request) }
    let wanted = try request.revision
    guard wanted > 0 else { return (collection.table, revision, nil) }
    guard wanted <= revision else {
      throw .tooLargeResourceVersion(wanted, current: revision)
    }
    guard request.isExact else { return (collection.table, revision, nil) }
    guard let table = table(of: collection, at: wanted) else {
      throw .expired("The resourceVersion for the provided list is too old.")
    }
    return (table, wanted, nil)
  }

  private func continued(
    _ collection: ObjectCollection,
    _ request: ListRequest
  ) throws(APIStatus) -> (ObjectTable, UInt64, ObjectKey?) {
    let namespace = request.selection.namespace
    let token: ContinueToken
    do {
      token = try ContinueToken(text: request.continueToken, in: namespace)
    } catch {
      throw .badRequest("invalid continue token: \(error)")
    }
    guard request.resourceVersion.isEmpty || request.resourceVersion == "0" else {
      throw .badRequest("specifying resource version is not allowed when using continue")
    }
    guard let revision = token.revision else { return (collection.table, revision, token.after) }
    guard let table = table(of: collection, at: revision) else {
      let fresh = ContinueToken(revision: nil, after: token.after)
      throw .expiredPage(continueToken: fresh.text(in: namespace))
    }
    return (table, revision, token.after)
  }

  private func table(of collection: ObjectCollection, at revision: UInt64) -> ObjectTable? {
    guard revision >= compactedRevision, revision <= self.revision else { return nil }
    return collection.table(at: revision)
  }
}

extension ListRequest {
  /// The revision asked for; 0 for none.
  var revision: UInt64 {
    get throws(APIStatus) {
      do {
        return try UInt64(goText: resourceVersion)
      } catch {
        // The storage's own error, for which the server has no reason.
        throw APIStatus(code: 500, reason: "", message: error.message)
      }
    }
  }
}

extension UInt64 {
  /// Reads a resourceVersion as the storage does (`storage/api_object_versioner.go`); empty is 0.
  init(goText text: String) throws(FieldError) {
    guard !text.isEmpty else {
      self = 0
      return
    }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt64(text) else {
      throw .invalid(
        "resourceVersion",
        .string(text),
        "strconv.ParseUint: parsing \(GoText.quoted(text)): invalid syntax"
      )
    }
    self = number
  }
}

extension APIStatus {
  /// A continue token of a forgotten revision, with one that goes on from what is there now.
  fileprivate static func expiredPage(continueToken: String) -> APIStatus {
    var status = expired(
      "The provided continue parameter is too old to display a consistent list result. You can start a "
        + "new list without the continue parameter, or use the continue token in this response to "
        + "retrieve the remainder of the results. Continuing with the provided token results in an "
        + "inconsistent list - objects that were created, modified, or deleted between the time the "
        + "first chunk was returned and now may show up in the list."
    )
    status.continueToken = continueToken
    return status
  }
}
