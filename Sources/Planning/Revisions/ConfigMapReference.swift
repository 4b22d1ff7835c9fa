/// A ConfigMap that the pods of a workload read.
struct ConfigMapReference: Hashable, Sendable {
  let name: String
  /// Whether every place that reads it says that pods start without it.
  var isOptional: Bool
}
