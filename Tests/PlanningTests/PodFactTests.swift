import APIMachinery
import JSON
import Planning
import Rollout
import Testing
import Time

/// What the kubelet writes of a container over its life, and what is read from it.
@Suite("A pod's status")
struct PodFactTests {
  private static func instant(_ minute: Int) -> JSONValue {
    .string((Timestamp(epochSeconds: 1_800_000_000) + .seconds(60 * minute)).rfc3339)
  }

  private static func time(_ minute: Int) -> Timestamp {
    Timestamp(epochSeconds: 1_800_000_000) + .seconds(60 * minute)
  }

  private static func ended(_ exitCode: Int64, from start: Int, to end: Int) -> JSONValue {
    [
      "terminated": [
        "exitCode": .integer(exitCode), "reason": "Error", "startedAt": instant(start),
        "finishedAt": instant(end),
      ]
    ]
  }

  private static let running: JSONValue = ["running": ["startedAt": instant(9)]]
  private static let backOff: JSONValue = [
    "waiting": ["reason": "CrashLoopBackOff", "message": "back-off 10s"]
  ]

  private static func pod(
    restarts: Int64,
    state: JSONValue,
    last: JSONValue = [:],
    initial: [JSONValue] = []
  ) -> APIObject {
    APIObject([
      "metadata": ["name": "a", "creationTimestamp": instant(0)],
      "status": [
        "startTime": instant(1),
        "conditions": [
          [
            "type": "PodReadyToStartContainers", "status": "True",
            "lastTransitionTime": instant(2),
          ]
        ],
        "initContainerStatuses": .array(initial),
        "containerStatuses": [
          ["restartCount": .integer(restarts), "state": state, "lastState": last]
        ],
      ],
    ])
  }

  @Test(
    "shows two exits of a container at most, and how many there were before them",
    arguments: [
      ("first run", pod(restarts: 0, state: running), []),
      ("ended", pod(restarts: 0, state: ended(1, from: 3, to: 4)), [[4, 0]]),
      ("restarted", pod(restarts: 1, state: running, last: ended(1, from: 3, to: 4)), [[4, 0]]),
      (
        "ended again",
        pod(restarts: 1, state: ended(1, from: 4, to: 5), last: ended(1, from: 3, to: 4)),
        [[5, 0], [4, 0]]
      ),
      ("backs off", pod(restarts: 1, state: backOff, last: ended(1, from: 4, to: 5)), [[5, 1]]),
      ("third run", pod(restarts: 2, state: running, last: ended(1, from: 4, to: 5)), [[5, 1]]),
      ("nonsense", pod(restarts: -3, state: running, last: ended(1, from: 4, to: 5)), [[5, 0]]),
    ] as [(String, APIObject, [[Int]])]
  )
  func exits(life: String, pod: APIObject, expected: [[Int]]) {
    let shown = PodStatus(pod).fact.exits
    #expect(shown.map(\.at) == expected.map { Self.time($0[0]) }, "\(life)")
    #expect(shown.map(\.earlierExits) == expected.map { $0[1] }, "\(life)")
  }

  private static let pulling: JSONValue = [
    "waiting": ["reason": "ImagePullBackOff", "message": "Back-off pulling image"]
  ]

  @Test(
    "tells since when an image is pulled: not before the sandbox stood, the containers before it ended, or it ended itself",
    arguments: [
      (pod(restarts: 0, state: pulling), 2),
      (pod(restarts: 1, state: pulling, last: ended(1, from: 3, to: 20)), 20),
      (
        pod(
          restarts: 0,
          state: pulling,
          initial: [["restartCount": 0, "state": ended(0, from: 3, to: 7)]]
        ), 7
      ),
    ] as [(APIObject, Int)]
  )
  func pulls(pod: APIObject, since minute: Int) {
    let wait = PodFact.Wait(
      "ImagePullBackOff",
      message: "Back-off pulling image",
      since: Self.time(minute)
    )
    #expect(PodStatus(pod).fact.waits == [wait])
  }

  @Test("containers on their way wait for nothing")
  func creating() {
    let pod = Self.pod(restarts: 0, state: ["waiting": ["reason": "ContainerCreating"]])
    #expect(PodStatus(pod).fact == PodFact(name: "a"))
  }

  @Test("every container that cannot run is seen, not only the first")
  func severalContainers() {
    var json = Self.pod(restarts: 1, state: Self.backOff).json
    json["status", default: [:]]["containerStatuses"] = [
      ["restartCount": 0, "state": Self.pulling], ["restartCount": 3, "state": Self.backOff],
    ]
    let reasons = PodStatus(APIObject(json)).fact.waits.map(\.reason)
    #expect(reasons == ["ImagePullBackOff", "CrashLoopBackOff"])
  }
}
