package import APIMachinery
package import JSON
package import PhysicsResources

/// One thing that happens in a scenario, or that is waited for.
package enum ScenarioStep: Sendable {
  /// The spec names the image with this tag from now on.
  case roll(to: String)
  /// A field of the spec is changed; `nil` removes it.
  case edit([String], JSONValue?)
  /// What the service reads its environment from gets this content.
  case configure(String)
  case ask(RolloutVerb)
  case until(Expectation, atMost: Duration)
  /// Time passes, and something holds all the while.
  case during(Duration, Expectation)
  case pass(Duration)
  /// So many requests a second from now on.
  case load(Double)
  /// The pods of stable answer so many per cent 500 from now on; 0 heals them.
  case stableSick(percent: Int)
  /// The pods of the canary answer so many per cent 500 from now on.
  case canarySick(percent: Int)
  /// A shared dependency fails while another revision than the present stable one gets requests.
  case sharedDependency(percent: Int)
  case spoil(MetricsFault, Duration)
  case loseNode
  case drainNode
  /// All pods of a revision are deleted, by a person.
  case deletePods(ScenarioRole)
  case killProcess(ScenarioRole, count: Int)
  case loseStatus
  /// The operator's process ends; another one starts some seconds later.
  case restart
  /// The operator that leads loses its process; the one beside it takes over.
  case loseLeader
  /// A person writes this share into the route, so often, with some seconds in between.
  case rewrite(weight: Int, times: Int)
  case removeRouteAPI
  case restoreRouteAPI
  /// The API server refuses every write of a kind by the operator, for ever.
  case refuse(ResourceType, code: Int)
  /// No node takes another pod.
  case fillNodes
  case freeNodes
  case deleteResource
  /// Deletes it and creates it again within the same second.
  case recreateResource
  /// Somebody else's object takes the name of a child before we do.
  case occupy(ResourceType, String)
  /// The weight that users feel falls to zero and the phase says why: from here on the seconds count.
  case detect(FaultSign)
}

package enum ScenarioRole: String, Hashable, CaseIterable, Sendable {
  case stable
  case canary
}

/// What shows a fault to an operator for the first time.
package enum FaultSign: String, Sendable {
  /// A scrape of a pod that has answered 500.
  case errors = "errors in a scrape"
  /// The end of a container in a pod's status.
  case termination = "a container's end in a pod's status"
  /// An image pull error in a pod's status.
  case pullError = "a pull error in a pod's status"
}
