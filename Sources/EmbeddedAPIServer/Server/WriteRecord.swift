package import APIMachinery

/// One committed write, told to observers in the order of resource versions.
package struct WriteRecord: Hashable, Sendable {
  package enum Verb: String, Hashable, Sendable, CaseIterable {
    case create
    case update
    case patch
    case apply
    case delete
  }

  /// Who wrote, as the request's `User-Agent` says; the server's own controllers say `embedded-api-server`.
  package let userAgent: String
  /// The field manager; empty when the request named none.
  package let manager: String
  package let verb: Verb
  package let type: ResourceType
  /// `status`, `scale`, …, or empty.
  package let subresource: String
  package let key: ObjectKey
  /// `nil` for a creation.
  package let old: APIObject?
  /// `nil` when the object is gone; an object that only began to be deleted is still here.
  package let new: APIObject?
  package let resourceVersion: UInt64
}
