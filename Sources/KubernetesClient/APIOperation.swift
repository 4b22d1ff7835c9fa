package import APIMachinery

/// Verb and object of a request: the first half of every error sentence.
package struct APIOperation: Hashable, Sendable, CustomStringConvertible {
  package let verb: APIVerb
  /// `deployments.apps production/fisica-api`, `pods in namespace production`, `/version`.
  package let object: String

  package init(_ verb: APIVerb, object: String) {
    self.verb = verb
    self.object = object
  }

  /// An operation on one object, or on a subresource of it.
  package init(
    _ verb: APIVerb,
    _ type: ResourceType,
    _ key: ObjectKey,
    subresource: Subresource? = nil
  ) {
    let suffix = subresource.map { "/\($0.rawValue)" } ?? ""
    self.init(verb, object: "\(type.qualifiedName)\(suffix) \(key)")
  }

  /// An operation on all objects of a type, or those of one namespace.
  package init(_ verb: APIVerb, _ type: ResourceType, in namespace: String?) {
    let place = namespace.map { " in namespace \($0)" } ?? ""
    self.init(verb, object: type.qualifiedName + place)
  }

  package var description: String { "\(verb.rawValue) \(object)" }
}
