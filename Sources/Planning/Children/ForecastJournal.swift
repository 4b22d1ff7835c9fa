package import APIMachinery
package import JSON
package import PhysicsResources

/// The ConfigMap in which a service's load outlives the operator: `<service>-forecast`.
///
/// A child like any other, but no part of a plan: it says nothing about what is to be, and a plan that is asked for twice within an hour
/// would differ by it.
package struct ForecastJournal: Sendable {
  package enum Outcome: Hashable, Sendable {
    case write(PlannedAction)
    /// Somebody else's object has the name; the sentence says what to do.
    case refused(String)
  }

  private let resource: PhysicsAPI

  package init(of resource: PhysicsAPI) {
    self.resource = resource
  }

  package var key: ObjectKey {
    ObjectKey(namespace: resource.namespace, name: "\(resource.name)-forecast")
  }

  package func isOwn(_ object: APIObject) -> Bool {
    object.controllerOwner?.uid == resource.uid && !object.isBeingDeleted
  }

  /// What brings the ConfigMap to hold `data`.
  ///
  /// - Parameter observed: the ConfigMap as far as it is known, without its data; `nil` when there is none.
  package func writing(_ data: JSONObject, over observed: APIObject?) -> Outcome {
    let capabilities = Capabilities(hasGatewayAPI: false, hasCustomMetrics: false)
    let factory = ChildFactory(resource: resource, capabilities: capabilities)
    let child = DesiredChild(
      type: .configMaps,
      configuration: factory.object(
        .configMaps,
        key.name,
        labels: factory.labels.common,
        ["data": .object(data)]
      ),
      reason: "keeps the load of the service for the next start of the operator"
    )
    let writer = ChildWriter(owner: resource.ownerReference, service: resource.name)
    switch writer.outcome(for: child, observed: observed) {
    case .write(let action): return .write(action)
    case .conflict(let conflict):
      return .refused("the load is not check-pointed: \(conflict.sentence)")
    // A child that is maintained and of which the data is not known always differs.
    case .nothing: return .refused("the load is not check-pointed: it is there already")
    }
  }
}
