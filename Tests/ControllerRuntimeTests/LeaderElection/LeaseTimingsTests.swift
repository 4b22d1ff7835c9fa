import ControllerRuntime
import Testing

struct LeaseTimingsTests {
  @Test(
    "L1: durations that cannot work are refused with the cure",
    arguments: [
      (15, 10, 2, nil),
      (3, 2, 0.5, nil),
      (
        10, 10, 2,
        "the lease duration 10s must be longer than the renew deadline 10s, or a successor starts "
          + "before its predecessor stops; lengthen the one or shorten the other"
      ),
      (
        15, 2.4, 2,
        "the renew deadline 2s400ms must be longer than 1.2 times the retry period 2s, or one "
          + "failed renewal loses the lease; lengthen the one or shorten the other"
      ),
      (
        15, 10, 0,
        "the retry period of the lease is 0s; give it at least some milliseconds, like 2s"
      ),
      (
        2.5, 2, 0.5,
        "the lease duration 2s500ms is no whole number of seconds, "
          + "and a Lease can say nothing else; give it as 15s"
      ),
    ] as [(Double, Double, Double, String?)]
  )
  func validation(lease: Double, deadline: Double, retry: Double, refusal: String?) {
    var sentence: String?
    do {
      _ = try LeaseTimings(
        leaseDuration: .milliseconds(Int(lease * 1_000)),
        renewDeadline: .milliseconds(Int(deadline * 1_000)),
        retryPeriod: .milliseconds(Int(retry * 1_000))
      )
    } catch {
      sentence = "\(error)"
    }
    #expect(sentence == refusal)
  }

  @Test("the standard figures are client-go's and pass their own validation")
  func standard() throws {
    let same = try LeaseTimings(
      leaseDuration: .seconds(15),
      renewDeadline: .seconds(10),
      retryPeriod: .seconds(2)
    )
    #expect(same == .standard)
  }
}
