import APIMachinery

/// The typed form of an object that the cluster's controllers work with, so that no step reads JSON.
protocol MirroredObject: Sendable {
  var key: ObjectKey { get }
  var uid: String { get }
  var resourceVersion: UInt64 { get }
  init(_ object: APIObject)
  /// Takes over a newer version of the same object (same uid).
  mutating func refresh(_ object: APIObject)
}
