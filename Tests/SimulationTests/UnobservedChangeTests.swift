import APIMachinery
import EmbeddedAPIServer
import JSON
import Simulation
import Testing

/// A watch ends, and the list that replaces it comes 5 s or a minute later: what happened in between was never seen, only what came of it.
///
/// With `UNOBSERVED=all` after every version of every kind.
struct UnobservedChangeTests {
  @Test(
    "what is never seen in a good upgrade changes nothing of its end",
    .tags(.slow),
    arguments: ServiceShape.allCases
  )
  func goodUpgrade(shape: ServiceShape) async throws { try await lookAway(in: .good, shape) }

  @Test(
    "what is never seen in a bad upgrade changes nothing of its end",
    .tags(.slow),
    arguments: ServiceShape.allCases
  )
  func badUpgrade(shape: ServiceShape) async throws { try await lookAway(in: .bad, shape) }

  /// A minute into the change somebody takes all objects of a kind away and puts them back as they were, as a restored backup does.
  @Test(
    "an object that is another one by the time it is seen again is taken for what it is",
    .tags(.slow),
    arguments: [
      ResourceType.services, .horizontalPodAutoscalers, .podDisruptionBudgets, .httpRoutes,
      .controllerRevisions,
    ]
  )
  func replaced(type: ResourceType) throws {
    let kind = "\(type.plural) by \(OperatorWorld.client)"
    let plan = try LifePlan(
      parsing: """
        expire the 1st watch of \(kind) after 0 events from 55s
        delay lists of \(kind) by 30s from 55s
        """
    )
    let change = try DisturbedChange(.good, .routed, streamsLists: false)
    try change.play(plan) { run in
      let users = run.world.cluster.server.objects.acting(as: "restore")
      let present = users.list(type, namespace: "default").filter { $0.controllerOwner != nil }
      try #require(!present.isEmpty)
      for object in present {
        try users.delete(type, object.key)
        var twin = object
        for field in ["uid", "resourceVersion", "creationTimestamp", "managedFields"] {
          twin.metadata[field] = nil
        }
        try users.create(type, twin)
        #expect(users.get(type, object.key)?.uid != object.uid)
      }
      // What leads users to pods is gone for a moment: what they lose then is not the operator's.
      return type == .services || type == .httpRoutes
    }
  }

  private func lookAway(in course: DisturbedChange.Course, _ shape: ServiceShape) async throws {
    let change = try DisturbedChange(course, shape, streamsLists: false)
    let all = try PlanFamily.unobserved.plans(for: change.census, client: OperatorWorld.client)
    let plans = PlanSample("UNOBSERVED", few: 4).chosen(of: all)
    let struck = try await change.play(plans, striking: 75)
    print(
      "\(course), \(shape): \(plans.count) of \(all.count) unobserved changes, \(struck) struck"
    )
  }
}
