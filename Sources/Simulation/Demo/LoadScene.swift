import EmbeddedAPIServer
import APIMachinery
import JSON
import PhysicsResources
import Time

/// Lessons begin every hour: what the forecast's floor does, beside what the HPA alone does.
struct LoadScene {
  private static let hours = 8
  private static let quiet = 60.0
  private static let lesson = 900.0
  private static let bell = Duration.seconds(1_200)

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
    let hour = Self.hours - 1
    story.tell(
      "the last lesson of \(Self.hours):               HPA alone   with the forecast's floor"
    )
    row("ready pods when the bell rings", alone.podsAtBell, ahead.podsAtBell)
    row("requests refused (503) in the lesson", alone.refused, ahead.refused)
    row("requests lost in the lesson", alone.lost, ahead.lost)
    row("pod-minutes of the hour", alone.podMinutes, ahead.podMinutes)
    if let lead = ahead.floorLead {
      story.tell(
        "the floor rose to \(ahead.floor) pods \(lead.stopwatch) before the bell of hour \(hour)"
      )
    } else {
      story.tell("the floor stood at \(ahead.floor) pods when the bell of hour \(hour) rang")
    }
    try story.require(
      ahead.floor > alone.podsAtBell,
      "the floor rises before the load does"
    )
    try story.require(
      ahead.refused < alone.refused,
      "the forecast's floor refuses fewer requests"
    )
  }

  private struct Lesson {
    var podsAtBell = 0
    var refused = 0
    var lost = 0
    var podMinutes = 0
    /// At the bell.
    var floor = 0
    /// From the floor's first rise of the hour to the bell; `nil` when it was up all the time.
    var floorLead: Duration?
  }

  /// Hours of lessons for the forest to learn from; the last one is reported.
  private func live(mode: String) throws -> Lesson {
    let world = OperatorWorld(WorldSettings(seed: story.seed))
    defer { world.stop() }
    try world.installDefinition()
    world.startOperator()
    world.run(for: .seconds(2))
    let manifest = DemoManifest(tag: "v1.0.0", forecastMode: mode)
    try world.apply(.physicsAPIs, try manifest.object())
    let isReady = world.run(atMost: .seconds(600)) {
      world.status(of: DemoManifest.key).phase == .steady
    }
    try story.require(isReady, "the service is ready within 10 minutes")
    let timetable = ClassTimetable(
      quiet: Self.quiet,
      lesson: Self.lesson,
      firstLesson: Self.bell,
      lessonLength: .seconds(1_500)
    )
    world.cluster.send(.timetable(timetable), to: DemoManifest.key)
    world.run(for: .seconds(Int64(Self.hours - 1) * 3_600))
    return lastHour(of: world)
  }

  private func lastHour(of world: OperatorWorld) -> Lesson {
    let begin = world.clock.timestamp
    let before = world.cluster.traffic(of: DemoManifest.key)
    let bell = begin + Self.bell
    var lesson = Lesson()
    var lowest = minReplicas(in: world)
    while world.clock.timestamp < bell {
      world.run(for: .seconds(5))
      let floor = minReplicas(in: world)
      if lesson.floorLead == nil, floor > lowest {
        lesson.floorLead = bell - world.clock.timestamp
      }
      lowest = min(lowest, floor)
      lesson.floor = floor
    }
    lesson.podsAtBell = before.minutes.isEmpty ? 0 : readyPods(in: world)
    world.run(for: .seconds(3_600) - Self.bell)
    let after = world.cluster.traffic(of: DemoManifest.key)
    lesson.refused = after.counts.overloaded - before.counts.overloaded
    lesson.lost = after.counts.lost - before.counts.lost
    lesson.podMinutes = after.minutes.dropFirst(before.minutes.count).map(\.readyPods).reduce(0, +)
    return lesson
  }

  private func minReplicas(in world: OperatorWorld) -> Int {
    let autoscaler = world.cluster.server.objects.get(.horizontalPodAutoscalers, DemoManifest.key)
    return autoscaler?.spec["minReplicas"]?.intValue ?? 0
  }

  private func readyPods(in world: OperatorWorld) -> Int {
    world.cluster.traffic(of: DemoManifest.key).minutes.last?.readyPods ?? 0
  }

  private func row(_ name: String, _ alone: Int, _ ahead: Int) {
    let padding = String(repeating: " ", count: max(1, 40 - name.count))
    let left = "\(alone)"
    let gap = String(repeating: " ", count: max(1, 12 - left.count))
    story.tell("  \(name)\(padding)\(left)\(gap)\(ahead)")
  }
}
