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
    #expect(healthy.text(verbose: false) == "ok\n")
    #expect(healthy.text(verbose: true) == "[+]watches ok: all 12 are open\ncheck passed\n")
    let reasons = """
      [+]watches ok: all 12 are open
      [-]lease failed: not held for 15 s; check that the API server answers
      check failed

      """
    #expect(failing.text(verbose: false) == reasons)
    #expect(failing.text(verbose: true) == reasons)
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
