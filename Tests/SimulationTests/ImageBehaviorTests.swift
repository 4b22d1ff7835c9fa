import Simulation
import Testing

@Suite("Image behaviour")
struct ImageBehaviorTests {
  @Test(
    "the suffix of the tag decides",
    arguments: [
      ("ghcr.io/myorg/fisica-api:v1.0.0", .healthy), ("api", .healthy), ("api:v2", .healthy),
      ("localhost:5000/api", .healthy), ("localhost:5000/slow-slow", .healthy),
      ("api:v1.1.0-errors20", .failingAnswers(percent: 20)),
      ("api:v1-errors100", .failingAnswers(percent: 100)), ("api:v1-errors101", .healthy),
      ("api:v1-errors0", .healthy), ("api:v1-slow", .slow), ("api:v1-crashloop", .crashLoop),
      ("api:v1-oom", .outOfMemory), ("api:v1-pullerror", .unpullable),
      ("api:v1-neverready", .neverReady), ("api:slow", .healthy),
      ("localhost:5000/api:v1-rc1-slow@sha256:0123", .slow),
    ] as [(String, ImageBehavior)]
  )
  func suffixes(image: String, behavior: ImageBehavior) {
    #expect(ImageBehavior(image: image) == behavior)
  }
}
