import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Planning
import Time

/// Lessons begin every hour: what the forecast's floor does, beside what the HPA alone does.
///
/// The operator finds two weeks of lessons in its check-point, learns from them, and lives through two more hours.
struct LoadScene {
  private static let quiet = 60.0
  private static let lesson = 900.0
  /// Minutes past each hour, as seconds.
  private static let bell = Duration.seconds(1_200)
  private static let lessonLength = Duration.seconds(1_500)

  let story: DemoStory

  init(_ story: DemoStory) {
    self.story = story
  }

  func play() throws {
    story.heading(
      "lessons begin every hour: \(Int(Self.quiet)) to \(Int(Self.lesson)) requests per second"
    )
    let alone = try live(mode: "Off")
    let ahead = try live(mode: "Enforce")
    tell(ahead)
    story.tell("the lesson:                             HPA alone   with the forecast's floor")
    row("ready pods when the bell rings", alone.podsAtBell, ahead.podsAtBell)
    row("requests refused (503) in the lesson", alone.refused, ahead.refused)
    row("requests lost in the lesson", alone.lost, ahead.lost)
    row("pod-minutes of the hour", alone.podMinutes, ahead.podMinutes)
    try story.require(
      ahead.floorLead ?? .zero > .zero && ahead.podsAtBell > alone.podsAtBell,
      "the floor rises before the load does"
    )
    try story.require(
      ahead.refused < alone.refused,
      "the forecast's floor refuses fewer requests"
    )
  }

  /// What people would see if they asked when the floor rose.
  private func tell(_ lesson: Lesson) {
    if let lead = lesson.floorLead {
      story.tell(
        "the floor rose from \(lesson.lowest) to \(lesson.floor) pods; its first step came "
          + "\(lead.stopwatch) before the bell"
      )
    }
    for line in lesson.answers { story.tell("  \(line)") }
  }

  private struct Lesson {
    var podsAtBell = 0
    var refused = 0
    var lost = 0
    var podMinutes = 0
    /// The floor under the HPA: the lowest of the hour before the bell, and at the bell.
    var lowest = 0
    var floor = 0
    /// From the floor's first rise of the hour to the bell.
    var floorLead: Duration?
    /// What `get` and `why` say at the bell.
    var answers: [String] = []
  }

  private func live(mode: String) throws -> Lesson {
    let world = OperatorWorld(WorldSettings(seed: story.seed))
    defer { world.stop() }
    try world.installDefinition()
    let manifest = DemoManifest(tag: "v1.0.0", forecastMode: mode)
    try world.apply(.physicsAPIs, try manifest.object())
    try remember(in: world)
    world.startOperator()
    let isReady = world.run(atMost: .seconds(600)) {
      world.status(of: DemoManifest.key).phase == .steady
    }
    try story.require(isReady, "the service is ready within 10 minutes")
    world.cluster.send(.timetable(timetable(from: world.clock.timestamp)), to: DemoManifest.key)
    // Through the first lesson to the full hour before the second.
    world.run(for: .seconds(3_600 + Self.untilFullHour(world.clock.timestamp)))
    return hour(of: world)
  }

  /// What an earlier operator left behind.
  private func remember(in world: OperatorWorld) throws {
    let objects = world.cluster.server.objects
    let now = world.clock.timestamp
    let history = LessonHistory(
      timetable: timetable(from: Timestamp(epochSeconds: 0)),
      seed: story.seed
    )
    guard let object = objects.get(.physicsAPIs, DemoManifest.key),
      let journal = history.journal(of: try PhysicsAPI(object: object), before: now)
    else { throw DemoStory.Failure(description: "broken promise: a history can be written down") }
    try objects.create(.configMaps, journal)
  }

  private func timetable(from start: Timestamp) -> ClassTimetable {
    let past = Duration.seconds(start.epochSeconds % 3_600)
    return ClassTimetable(
      quiet: Self.quiet,
      lesson: Self.lesson,
      firstLesson: Self.bell - past,
      lessonLength: Self.lessonLength
    )
  }

  private static func untilFullHour(_ now: Timestamp) -> Int64 {
    (3_600 - now.epochSeconds % 3_600) % 3_600
  }

  private func hour(of world: OperatorWorld) -> Lesson {
    let bell = world.clock.timestamp + Self.bell
    let before = world.cluster.traffic(of: DemoManifest.key)
    var lesson = Lesson()
    lesson.lowest = minReplicas(in: world)
    while world.clock.timestamp < bell {
      world.run(for: .seconds(5))
      lesson.floor = minReplicas(in: world)
      if lesson.floorLead == nil, lesson.floor > lesson.lowest {
        lesson.floorLead = bell - world.clock.timestamp
      }
      if lesson.floor < lesson.lowest { lesson.lowest = lesson.floor }
    }
    lesson.podsAtBell = world.cluster.traffic(of: DemoManifest.key).readyPods
    lesson.answers = answers(in: world)
    world.run(for: .seconds(3_600) - Self.bell)
    let after = world.cluster.traffic(of: DemoManifest.key)
    lesson.refused = after.counts.overloaded - before.counts.overloaded
    lesson.lost = after.counts.lost - before.counts.lost
    lesson.podMinutes = after.podMinutes - before.podMinutes
    return lesson
  }

  private func answers(in world: OperatorWorld) -> [String] {
    let objects = world.cluster.server.objects
    guard let object = objects.get(.physicsAPIs, DemoManifest.key) else { return [] }
    var children = ObservedChildren()
    for type in [ResourceType.deployments, .horizontalPodAutoscalers, .pods] {
      for child in objects.list(type, namespace: DemoManifest.key.namespace) {
        children.insert(child, as: type)
      }
    }
    let report = ServiceReport(object, children: children, at: world.clock.timestamp)
    let tree = TreePainter(width: 78, isColoured: false).paint(ServiceTree(report).lines)
    return ["$ physics-operator get fisica-api"]
      + tree.split(separator: "\n").map(String.init)
      + ["$ physics-operator why fisica-api", Why(report).sentence]
  }

  private func minReplicas(in world: OperatorWorld) -> Int {
    let autoscaler = world.cluster.server.objects.get(.horizontalPodAutoscalers, DemoManifest.key)
    return autoscaler?.spec["minReplicas"]?.intValue ?? 0
  }

  private func row(_ name: String, _ alone: Int, _ ahead: Int) {
    let padding = String(repeating: " ", count: max(1, 40 - name.count))
    let left = "\(alone)"
    let gap = String(repeating: " ", count: max(1, 12 - left.count))
    story.tell("  \(name)\(padding)\(left)\(gap)\(ahead)")
  }
}
