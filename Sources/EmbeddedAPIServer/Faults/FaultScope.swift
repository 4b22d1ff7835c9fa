/// Which requests a fault is about.
package struct FaultScope: Hashable, Sendable {
  package enum Noun: String, Hashable, Sendable, CaseIterable {
    case request
    case read
    case write
    case get
    case list
    case watch
    case create
    case update
    case patch
    case delete
  }

  package var noun: Noun
  /// The plural name, such as `deployments`, alone or with its group; `nil` for every kind.
  package var kind: String?
  package var subresource: String?
  package var namespace: String?
  /// The product in the `User-Agent`, or the field manager; `nil` for every client.
  package var client: String?

  package init(
    _ noun: Noun,
    kind: String? = nil,
    subresource: String? = nil,
    namespace: String? = nil,
    client: String? = nil
  ) {
    self.noun = noun
    self.kind = kind
    self.subresource = subresource
    self.namespace = namespace
    self.client = client
  }

  func includes(_ subject: FaultSubject) -> Bool {
    guard noun.includes(subject.verb), noun != .watch || !subject.isNoWatch else { return false }
    if let kind, kind != subject.plural, kind != "\(subject.plural).\(subject.group)" {
      return false
    }
    if let subresource, subresource != subject.subresource { return false }
    if let namespace, namespace != subject.namespace { return false }
    if let client, client != subject.client, client != subject.manager { return false }
    return true
  }
}

extension FaultScope.Noun {
  fileprivate func includes(_ verb: FaultSubject.Verb) -> Bool {
    switch self {
    case .request: true
    case .read: !verb.isWrite
    case .write: verb.isWrite
    case .get: verb == .get
    case .list: verb == .list
    case .watch: verb == .watch
    case .create: verb == .create
    case .update: verb == .update
    case .patch: verb == .patch
    case .delete: verb == .delete
    }
  }
}
