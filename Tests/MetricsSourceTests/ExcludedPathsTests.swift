import MetricsSource
import Testing

@Suite("Excluded paths")
struct ExcludedPathsTests {
  @Test(
    "a pattern is searched for anywhere in the path",
    arguments: [
      ("/health", true), ("/health/ready", true), ("/metrics", true), ("/api/health", false),
      ("/v1/internal/x", true), ("", false),
    ]
  )
  func search(path: String, isExcluded: Bool) throws {
    let excluded = try ExcludedPaths(["^/health", "^/metrics", "internal"])
    #expect(excluded.contains(path) == isExcluded)
    #expect(excluded.contains(path) == isExcluded, "and the same when remembered")
  }

  @Test("without patterns all traffic is the users'")
  func none() throws {
    #expect(try !ExcludedPaths([]).contains("/metrics"))
  }

  @Test("a pattern that tries every way to part a path does not keep the operator from its work")
  func hostile() throws {
    let excluded = try ExcludedPaths(["^(/?a+)+$"])
    #expect(!excluded.contains("/" + String(repeating: "a", count: 500) + "!"))
  }

  @Test("a pattern that is no regular expression is refused by name")
  func invalid() {
    let error = #expect(throws: ExcludedPaths.InvalidPattern.self) {
      try ExcludedPaths(["^/ok", "^/(health"])
    }
    #expect(error?.pattern == "^/(health")
    #expect(
      error?.description.hasPrefix("the excluded path \"^/(health\" is not a regular expression: ")
        == true
    )
    #expect(error?.description.hasSuffix("; correct spec.metrics.excludePaths") == true)
  }
}
