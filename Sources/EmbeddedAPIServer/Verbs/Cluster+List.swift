import APIMachinery
import JSON

extension Cluster {
  func list(_ resource: ServedResource, _ request: ListRequest) throws(APIStatus) -> ListPage {
    try request.check()
    let (table, revision, start) = try snapshot(resource, request)
    let selected = table.objects(in: request.selection.namespace).filter {
      request.selection.matches($0)
    }
    let rest = start.map { start in Array(selected.drop { $0.key <= start }) } ?? selected
    guard request.limit > 0, rest.count > request.limit, let last = rest.prefix(request.limit).last
    else { return ListPage(objects: rest, revision: revision) }
    return ListPage(
      objects: Array(rest.prefix(request.limit)),
      revision: revision,
      continueToken: ContinueToken(revision: revision, after: last.key).text,
      remaining: request.selection.isWholeCollection ? rest.count - request.limit : nil
    )
  }

  /// The objects to choose from, the revision they show, and the key to start after.
  private func snapshot(
    _ resource: ServedResource,
    _ request: ListRequest
  ) throws(APIStatus) -> (ObjectTable, UInt64, ObjectKey?) {
    let collection = collection(resource.storage)
    if !request.continueToken.isEmpty {
      return try continued(collection, request.continueToken)
    }
    guard let wanted = try request.revision, wanted > 0 else {
      return (collection.table, revision, nil)
    }
    guard wanted <= revision else {
      throw .tooLargeResourceVersion(wanted, current: revision)
    }
    guard request.isExact else { return (collection.table, revision, nil) }
    guard let table = collection.table(at: wanted) else {
      throw .expired("The resourceVersion for the provided list is too old.")
    }
    return (table, wanted, nil)
  }

  private func continued(
    _ collection: ObjectCollection,
    _ text: String
  ) throws(APIStatus) -> (ObjectTable, UInt64, ObjectKey?) {
    guard let token = ContinueToken(text: text) else {
      throw .badRequest("continue key is not valid: \(text)")
    }
    // Revision 0 marks a token that asks for what is there now.
    if token.revision == 0 { return (collection.table, revision, token.after) }
    guard let table = collection.table(at: token.revision) else {
      throw .expired(Self.expiredContinueMessage)
    }
    return (table, token.revision, token.after)
  }

  private static let expiredContinueMessage =
    "The provided continue parameter is too old to display a consistent list result. You can start a "
    + "new list without the continue parameter, or use the continue token in this response to retrieve "
    + "the remainder of the results. Continuing with the provided token results in an inconsistent list "
    + "- objects that were created, modified, or deleted between the time the first chunk was returned "
    + "and now may show up in the list."
}

extension ListRequest {
  /// The revision asked for; `nil` for the newest state.
  var revision: UInt64? {
    get throws(APIStatus) {
      guard !resourceVersion.isEmpty else { return nil }
      guard let number = UInt64(resourceVersion) else {
        let problem =
          "strconv.ParseUint: parsing \(GoText.quoted(resourceVersion)): invalid syntax"
        // The storage's own error, for which the server has no reason.
        throw APIStatus(
          code: 500,
          reason: "",
          message: FieldError.invalid("resourceVersion", .string(resourceVersion), problem).message
        )
      }
      return number
    }
  }

  /// A limit with a revision and no match means exactly that revision, for clients of old.
  fileprivate var isExact: Bool {
    switch match {
    case .exact: true
    case .notOlderThan: false
    case nil: limit > 0
    }
  }

  fileprivate func check() throws(APIStatus) {
    guard match != nil else { return }
    let path: FieldPath = "resourceVersionMatch"
    if resourceVersion.isEmpty {
      throw .invalidListOptions(
        .forbidden(path, "resourceVersionMatch is forbidden unless resourceVersion is provided")
      )
    }
    if !continueToken.isEmpty {
      throw .invalidListOptions(
        .forbidden(path, "resourceVersionMatch is forbidden when continue is provided")
      )
    }
    if match == .exact, resourceVersion == "0" {
      throw .invalidListOptions(
        .forbidden(
          path,
          "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""
        )
      )
    }
  }
}

extension APIStatus {
  static func invalidListOptions(_ error: FieldError) -> APIStatus {
    APIStatus(
      code: 422,
      reason: "Invalid",
      message: "ListOptions.meta.k8s.io \"\" is invalid: \(error.message)",
      causes: [error.cause],
      kind: "ListOptions",
      group: "meta.k8s.io"
    )
  }
}
