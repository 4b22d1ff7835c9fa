import Scaling
import Testing

@Suite("The lead")
struct ScalingLeadTests {
  @Test("is the P90 of the observed start-up times plus two minutes, at most fifteen")
  func lead() {
    let nineOfTen = Array(repeating: Duration.seconds(60), count: 9) + [.seconds(400)]
    #expect(ScalingLead.lead(podReadyTimes: nineOfTen) == .seconds(180))
    #expect(ScalingLead.lead(podReadyTimes: nineOfTen + [.seconds(400)]) == .seconds(520))
    #expect(ScalingLead.lead(podReadyTimes: [.seconds(3_600)]) == .seconds(900))
  }

  @Test("is the longest while nobody has seen a pod start")
  func unknown() {
    #expect(ScalingLead.lead(podReadyTimes: []) == .seconds(900))
  }

  @Test(
    "counts begun minutes",
    arguments: [(Duration.seconds(180), 3), (.milliseconds(180_001), 4), (.seconds(181), 4)]
  )
  func minutes(lead: Duration, minutes: Int) {
    #expect(ScalingLead.minutes(lead) == minutes)
  }
}
