import JSON
import Observability
import Testing

@Suite("Health reports")
struct HealthReportTests {
  private let healthy = HealthReport([.init("watches", isHealthy: true, "all 12 are open")])
  private let failing = HealthReport([
    .init("watches", isHealthy: true, "all 12 are open"),
    .init("lease", isHealthy: false, "not held for 15 s; check that the API server answers"),
  ])

  @Test("a healthy report is one word unless asked for more; a failing one always says why")
  func text() {
    #expect(healthy.text(of: "readyz", verbose: false) == "ok")
    #expect(
      healthy.text(of: "readyz", verbose: true) == "[+]watches ok\nreadyz check passed\n"
    )
    let reasons = """
      [+]watches ok
      [-]lease failed: not held for 15 s; check that the API server answers
      healthz check failed

      """
    #expect(failing.text(of: "healthz", verbose: false) == reasons)
    #expect(failing.text(of: "healthz", verbose: true) == reasons)
  }

  @Test("an excluded check does not count, and a name that no check has is warned of")
  func exclusion() {
    #expect(failing.text(of: "readyz", verbose: false, excluding: ["lease"]) == "ok")
    #expect(
      failing.text(of: "readyz", verbose: true, excluding: ["lease", "moon", "lunch"]) == """
        [+]watches ok
        [+]lease excluded: ok
        warn: some health checks cannot be excluded: no matches for "lunch","moon"
        readyz check passed

        """
    )
    #expect(!failing.excluding(["watches"]).isHealthy)
  }

  @Test("one failed check makes the report fail, none makes it healthy")
  func verdict() {
    #expect(!failing.isHealthy)
    #expect(healthy.isHealthy)
    #expect(HealthReport([]).isHealthy)
  }

  @Test("the JSON form names every check")
  func json() {
    #expect(
      healthy.json.jsonText
        == #"{"checks":[{"healthy":true,"message":"all 12 are open","name":"watches"}],"healthy":true}"#
    )
  }
}
