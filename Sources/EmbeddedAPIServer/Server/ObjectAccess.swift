package import APIMachinery
import JSON

extension EmbeddedAPIServer {
  /// The objects themselves, for controllers in the same process.
  package var objects: ObjectAccess { ObjectAccess(server: self, userAgent: "controller") }
}

/// Reads and writes objects without HTTP, by the rules that requests follow.
///
/// Writes are validated, admitted, defaulted and watched like anyone's; they come from a privileged user.
package struct ObjectAccess: Sendable {
  private let server: EmbeddedAPIServer
  private let userAgent: String

  init(server: EmbeddedAPIServer, userAgent: String) {
    self.server = server
    self.userAgent = userAgent
  }

  /// The same access under another name in managedFields and in write records.
  package func acting(as userAgent: String) -> ObjectAccess {
    ObjectAccess(server: server, userAgent: userAgent)
  }

  /// One version of each kind that is served at the moment, built-in ones first.
  package var types: [ResourceType] {
    server.step { $0.catalog.perStorage.map(\.type) }
  }

  /// What is served under these names; `nil` when nothing is.
  package func type(apiVersion: String, kind: String) -> ResourceType? {
    server.step { cluster in
      cluster.catalog.resources.map(\.type).first {
        $0.apiVersion == apiVersion && $0.kind == kind
      }
    }
  }

  package func get(_ type: ResourceType, _ key: ObjectKey) -> APIObject? {
    server.step { cluster in
      cluster.catalog.resource(type).flatMap { resource in
        cluster.object(resource, key).map { resource.served($0) }
      }
    }
  }

  /// In the order of their keys.
  package func list(
    _ type: ResourceType,
    namespace: String? = nil,
    selector: LabelSelector = LabelSelector([])
  ) -> [APIObject] {
    server.step { cluster in
      guard let resource = cluster.catalog.resource(type) else { return [] }
      return cluster.collection(resource.storage).table.objects(in: namespace).filter {
        selector.requirements.isEmpty || selector.matches($0.labels)
      }.map { resource.served($0) }
    }
  }

  @discardableResult
  package func create(_ type: ResourceType, _ object: APIObject) throws(APIStatus) -> APIObject {
    try write(type) { cluster, resource, options throws(APIStatus) in
      try cluster.create(
        object.json,
        in: resource,
        namespace: object.namespace,
        by: WriteSource(verb: .create, options: options)
      ).object
    }
  }

  /// Replaces an object; without a resourceVersion it replaces whatever is there, where the kind allows that.
  @discardableResult
  package func update(_ type: ResourceType, _ object: APIObject) throws(APIStatus) -> APIObject {
    try update(type, object, .none)
  }

  /// Replaces the status of an object.
  @discardableResult
  package func updateStatus(
    _ type: ResourceType,
    _ object: APIObject
  ) throws(APIStatus) -> APIObject {
    try update(type, object, .status)
  }

  /// Deletes an object; `nil` when it is gone at once, else its dying state.
  @discardableResult
  package func delete(
    _ type: ResourceType,
    _ key: ObjectKey,
    _ request: DeletionRequest = DeletionRequest()
  ) throws(APIStatus) -> APIObject? {
    try server.step { cluster throws(APIStatus) in
      let resource = try cluster.served(type)
      switch try cluster.delete(resource, key, request, options: options) {
      case .removed: return nil
      case .pending(let object): return resource.served(object)
      }
    }
  }

  /// Evicts a pod as `pods/eviction` does: within its disruption budget, or not at all.
  package func evict(
    _ key: ObjectKey,
    _ request: DeletionRequest = DeletionRequest()
  ) throws(APIStatus) {
    try server.step { cluster throws(APIStatus) in
      try cluster.evict(cluster.served(.pods), key, request, options: options)
    }
  }

  private func update(
    _ type: ResourceType,
    _ object: APIObject,
    _ subresource: Subresource
  ) throws(APIStatus) -> APIObject {
    try write(type) { cluster, resource, options throws(APIStatus) in
      try cluster.update(
        object.json,
        in: resource,
        key: object.key,
        by: WriteSource(verb: .update, subresource: subresource, options: options)
      ).object
    }
  }

  private func write(
    _ type: ResourceType,
    _ body: (inout Cluster, ServedResource, WriteOptions) throws(APIStatus) -> APIObject
  ) throws(APIStatus) -> APIObject {
    try server.step { cluster throws(APIStatus) in
      let resource = try cluster.served(type)
      return resource.served(try body(&cluster, resource, options))
    }
  }

  private var options: WriteOptions { WriteOptions(userAgent: userAgent, isInternal: true) }
}

extension Cluster {
  fileprivate func served(_ type: ResourceType) throws(APIStatus) -> ServedResource {
    guard let resource = catalog.resource(type) else {
      throw APIStatus(
        code: 404,
        reason: "NotFound",
        message: "the server could not find the requested resource"
      )
    }
    return resource
  }
}

extension ServedResource {
  /// An object in the form that this version of the resource serves.
  fileprivate func served(_ object: APIObject) -> APIObject {
    APIObject(conversion.served(object.json, apiVersion: type.apiVersion))
  }
}
