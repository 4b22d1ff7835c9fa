import PhysicsResources
import Simulation
import Testing
import Time

struct ShrinkerTests {
  @Test(
    "a pair among many is found, wherever it is",
    arguments: [(0, 1), (0, 40), (17, 23), (39, 40)]
  )
  func pair(first: Int, second: Int) {
    var shrinker = Shrinker<Int> { $0.contains(first) && $0.contains(second) }
    #expect(shrinker.shrink(Array(0...40)) == [first, second])
    #expect(shrinker.tests <= 200)
  }

  @Test("a single culprit is found in few tests")
  func single() {
    var shrinker = Shrinker<Int> { $0.contains(29) }
    #expect(shrinker.shrink(Array(0..<64)) == [29])
    #expect(shrinker.tests <= 24)
  }

  @Test("what fails only as a whole stays whole")
  func whole() {
    var shrinker = Shrinker<Int> { $0.count == 5 }
    #expect(shrinker.shrink(Array(0..<5)) == Array(0..<5))
  }

  @Test("it stops at its bound with a list that still fails")
  func bound() {
    var shrinker = Shrinker<Int>(testsMax: 3) { $0.contains(0) && $0.contains(40) }
    let list = shrinker.shrink(Array(0...40))
    #expect(shrinker.tests == 3)
    #expect(list.contains(0) && list.contains(40))
  }

  @Test("a planted fault that needs two acts of a drawn script is shrunk to them")
  func plantedFault() throws {
    let script = ChaosScript(seed: 4)
    let kill = TimedAct(at: .seconds(100), .kill(.seconds(5)))
    let abort = TimedAct(at: .seconds(200), .ask(.abort))
    let acts = script.acts + [kill] + script.acts + [abort] + script.acts
    var shrinker = Shrinker<TimedAct> { $0.contains(kill) && $0.contains(abort) }
    #expect(shrinker.shrink(acts) == [kill, abort])
  }
}
