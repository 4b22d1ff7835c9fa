import APIMachinery
import JSON
import PhysicsResources
import Planning
import Testing
import Time

@Suite("Why a service does not advance")
struct WhyTests {
  private static let now = Timestamp(epochSeconds: 1_800_000_000)

  private func why(
    generation: Int = 1,
    deleting: Bool = false,
    _ change: (inout PhysicsAPIStatus) -> Void
  ) -> Why {
    var status = PhysicsAPIStatus()
    status.observedGeneration = 1
    change(&status)
    var object: JSONValue = [
      "apiVersion": "fisica-lab.com/v1alpha1", "kind": "PhysicsAPI",
      "metadata": [
        "name": "api", "namespace": "shop", "uid": "1", "generation": .integer(Int64(generation)),
      ],
      "spec": ["workload": ["image": "a:1"]],
      "status": status.json,
    ]
    if deleting {
      object["metadata"]?["deletionTimestamp"] = .string(Self.now.rfc3339)
      object["metadata"]?["finalizers"] = [.string(Keys.routeFinalizer)]
    }
    return Why(ServiceReport(APIObject(object), children: ObservedChildren(), at: Self.now))
  }

  private func blocked(
    _ status: inout PhysicsAPIStatus,
    _ phase: PhysicsAPIPhase,
    _ reason: ConditionReason,
    _ message: String
  ) {
    status.phase = phase
    status.message = message
    status.conditions = [
      Condition(
        type: "Ready",
        status: .no,
        reason: reason.rawValue,
        message: message,
        observedGeneration: 1,
        lastTransitionTime: Self.now
      )
    ]
  }

  @Test("is that nobody has looked at it")
  func unseen() {
    #expect(
      why { _ in }.sentence
        == "no operator has looked at it yet (NotReconciled); check that physics-operator runs and "
        + "looks after namespace shop"
    )
  }

  @Test("is that nobody has looked at its last change, whatever the old status says")
  func stale() {
    let why = why(generation: 3) {
      $0.phase = .steady
      $0.message = "revision a serves all requests"
    }
    #expect(
      why.sentence
        == "the status is about generation 1 and the spec has 3: no operator has looked at the last "
        + "change yet (SpecChanged); check that physics-operator runs and looks after namespace shop"
    )
  }

  @Test("is the finalizer of a resource that is being deleted")
  func deleting() {
    let why = why(deleting: true) { $0.phase = .steady }
    #expect(
      why.sentence == "it is being deleted and waits for fisica-lab.com/route (Deleting)"
    )
  }

  @Test("is what stops all work before what stops the rollout")
  func obstacleFirst() {
    let why = why { status in
      blocked(&status, .paused, .nameConflict, "Service shop/api belongs to somebody else")
      status.pause = PauseStatus()
      status.pause?.reason = ConditionReason.pausedByRequest.rawValue
      status.waits = [
        WaitStatus(.insufficientRequests, since: Self.now, deadline: Self.now + .seconds(60))
      ]
    }
    #expect(
      why.sentence
        == "Service shop/api belongs to somebody else (NameConflict); delete or rename the object "
        + "of the same name"
    )
  }

  @Test("is the first wait, with the time that is left")
  func wait() {
    let why = why { status in
      blocked(&status, .progressing, .progressing, "canary b is at 10 %; 12 of 100 requests")
      status.waits = [
        WaitStatus(.insufficientRequests, since: Self.now, deadline: Self.now + .seconds(754)),
        WaitStatus(.metricsUnreadable, since: Self.now, deadline: Self.now + .seconds(9)),
      ]
    }
    #expect(why.until == Self.now + .seconds(754))
    #expect(
      why.sentence
        == "canary b is at 10 %; 12 of 100 requests (InsufficientRequests); 12m34s left, until "
        + "2027-01-15T08:12:34Z; send it users, lower spec.rollout.analysis.minimumRequests, or say: "
        + "physics-operator promote api"
    )
  }

  @Test("is a route that cannot carry weights before the pods that come up meanwhile")
  func routeBeforeWaits() {
    let why = why { status in
      blocked(&status, .progressing, .progressing, "canary b is on its way to 10 %")
      status.conditions.append(
        Condition(
          type: "TrafficVerified",
          status: .no,
          reason: ConditionReason.routeMissing.rawValue,
          message: "HTTPRoute shop/public is not there",
          observedGeneration: 1,
          lastTransitionTime: Self.now
        )
      )
      status.waits = [
        WaitStatus(.podsNotReady, since: Self.now, deadline: Self.now + .seconds(60))
      ]
    }
    #expect(
      why.sentence
        == "HTTPRoute shop/public is not there (RouteMissing); 1m left, until "
        + "2027-01-15T08:01:00Z; create the route, or correct its name in spec.routing"
    )
  }

  @Test("is the pause, and what ends it")
  func pause() {
    let why = why { status in
      status.phase = .paused
      status.message = "canary b stands still at 10 %; the step holds until `promote`"
      status.pause = PauseStatus()
      status.pause?.reason = ConditionReason.manualHold.rawValue
    }
    #expect(
      why.sentence
        == "canary b stands still at 10 %; the step holds until `promote` (ManualHold); say: "
        + "physics-operator promote api"
    )
  }

  @Test("is nothing at rest")
  func rest() {
    let why = why {
      $0.phase = .steady
      $0.message = "revision a serves all requests"
    }
    #expect(!why.isBlocked)
    #expect(why.sentence == "nothing stands in its way: revision a serves all requests")
  }

  @Test("is told also in the words of a newer operator")
  func unknownReason() {
    let why = why { status in
      status.phase = .progressing
      status.message = "canary b waits for the moon"
      var wait = WaitStatus()
      (wait.reason, wait.deadline) = ("MoonBelowHorizon", Self.now - .seconds(1))
      status.waits = [wait]
    }
    #expect(why.sentence == "canary b waits for the moon (MoonBelowHorizon); it is due now")
  }
}
