import APIMachinery
import JSON

/// The verbs on objects and collections, from request to answer.
extension Cluster {
  func get(
    _ request: APIRequest,
    _ resource: ServedResource,
    _ key: ObjectKey
  ) throws(APIStatus) -> Answer {
    let form = try request.form(of: resource)
    try checkReachable(request.query["resourceVersion"] ?? "")
    guard let object = object(resource, key) else { throw .notFound(resource.type, name: key.name) }
    return .json(resource.presentation(of: object, as: form, at: now))
  }

  /// Refuses a revision that does not exist yet; the storage's complaint about what is none has no reason.
  private func checkReachable(_ text: String) throws(APIStatus) {
    let wanted: UInt64
    do {
      wanted = try UInt64(goText: text)
    } catch {
      throw APIStatus(code: 500, reason: "", message: error.message)
    }
    guard wanted <= revision else { throw .tooLargeResourceVersion(wanted, current: revision) }
  }

  func list(
    _ request: APIRequest,
    _ resource: ServedResource,
    in namespace: String?
  ) throws(APIStatus) -> Answer {
    let form = try request.form(of: resource)
    let list = try request.listRequest(of: resource, in: namespace)
    let page = try self.list(resource, list)
    return .json(resource.presentation(of: page, as: form, at: now))
  }

  mutating func openWatch(
    _ request: APIRequest,
    _ resource: ServedResource,
    in namespace: String?
  ) throws(APIStatus) -> Answer {
    var watch = try request.watchRequest(
      of: resource,
      in: namespace,
      streamsLists: streamsLists
    )
    watch.hasWaited = request.hasWaited
    watch.disturbance = request.disturbance
    return .stream(try self.watch(resource, watch), contentType: "application/json")
  }

  /// The old way to watch one object: `?watch=true` on its own URL.
  mutating func openWatch(
    _ request: APIRequest,
    _ resource: ServedResource,
    on key: ObjectKey
  ) throws(APIStatus) -> Answer {
    let namespace = resource.type.isNamespaced ? key.namespace : nil
    var watch = try request.watchRequest(
      of: resource,
      in: namespace,
      name: key.name,
      streamsLists: streamsLists
    )
    watch.hasWaited = request.hasWaited
    watch.disturbance = request.disturbance
    return .stream(try self.watch(resource, watch), contentType: "application/json")
  }

  mutating func create(
    _ request: APIRequest,
    _ resource: ServedResource,
    in namespace: String
  ) throws(APIStatus) -> Answer {
    let form = try request.form(of: resource)
    let options = try request.writeOptions
    let (object, duplicates) = try request.object(of: resource)
    let source = WriteSource(verb: .create, repeatedFields: duplicates, options: options)
    let outcome = try create(object, in: resource, namespace: namespace, by: source)
    return answer(outcome, resource, form)
  }

  mutating func replace(
    _ request: APIRequest,
    _ resource: ServedResource,
    _ key: ObjectKey,
    _ subresource: Subresource
  ) throws(APIStatus) -> Answer {
    let form = try request.form(of: resource)
    let options = try request.writeOptions
    let (object, duplicates) = try request.object(of: resource)
    let source = WriteSource(
      verb: .update,
      subresource: subresource,
      repeatedFields: duplicates,
      options: options
    )
    let outcome = try update(object, in: resource, key: key, by: source)
    return answer(outcome, resource, form)
  }

  mutating func patch(
    _ request: APIRequest,
    _ resource: ServedResource,
    _ key: ObjectKey,
    _ subresource: Subresource
  ) throws(APIStatus) -> Answer {
    let form = try request.form(of: resource)
    let options = try request.writeOptions
    let patch = try request.patch(of: resource)
    let source = WriteSource(
      verb: patch.verb,
      subresource: subresource,
      patch: patch,
      options: options
    )
    let outcome = try self.patch(patch, in: resource, key: key, by: source)
    return answer(outcome, resource, form)
  }

  private func answer(
    _ outcome: WriteOutcome,
    _ resource: ServedResource,
    _ form: ResponseForm
  ) -> Answer {
    .json(
      resource.presentation(of: outcome.object, as: form, at: now),
      status: outcome.wasCreated ? 201 : 200,
      warnings: outcome.warnings
    )
  }

  mutating func delete(
    _ request: APIRequest,
    _ resource: ServedResource,
    _ key: ObjectKey
  ) throws(APIStatus) -> Answer {
    let (deletion, isDryRun) = try request.deletion()
    var options = WriteOptions(userAgent: request.userAgent)
    options.isDryRun = isDryRun
    switch try delete(resource, key, deletion, options: options) {
    case .removed(let object) where resource.answersDeletionWithObject:
      return .json(resource.presentation(of: object, as: try request.form(of: resource), at: now))
    case .removed(let object):
      var status = resource.deletionStatus(of: object).json
      status["code"] = nil
      return .json(status)
    case .pending(let object): return .json(resource.presentation(of: object, as: .object, at: now))
    }
  }

  mutating func deleteCollection(
    _ request: APIRequest,
    _ resource: ServedResource,
    in namespace: String?
  ) throws(APIStatus) -> Answer {
    let selection = try request.selection(of: resource, in: namespace)
    let (deletion, isDryRun) = try request.deletion()
    var options = WriteOptions(userAgent: request.userAgent)
    options.isDryRun = isDryRun
    let page = try list(resource, ListRequest(selection: selection))
    for object in page.objects {
      _ = try delete(resource, object.key, deletion, options: options)
    }
    return .json(resource.presentation(of: page, as: .object, at: now))
  }
}

extension ServedResource {
  /// A few kinds answer with what is gone instead of with a `Status`.
  fileprivate var answersDeletionWithObject: Bool {
    [.pods, .services, .serviceAccounts].contains(type)
  }

  fileprivate func deletionStatus(of object: APIObject) -> APIStatus {
    APIStatus(
      code: 200,
      reason: "",
      message: "",
      kind: type.plural,
      group: type.group,
      name: object.name,
      uid: object.uid
    )
  }
}
