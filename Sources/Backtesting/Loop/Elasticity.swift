/// The elasticity metrics of the SPEC Research Group's cloud working group (Herbst et al., "Quantifying Cloud Performance and
/// Dependability", ACM ToMPECS 3(4), 2018, section 4.2), each in percent.
///
/// Demand is the least number of pods that can carry the load, supply the number of ready ones. Demand 4 met by 3 in one of two
/// minutes, and by 6 in the other: accuracies 12.5 and 25, time shares 50 and 50.
package struct Elasticity: Hashable, Sendable {
  private var minutes = 0.0
  private var lacking = 0.0
  private var spare = 0.0
  private var lackingMinutes = 0.0
  private var spareMinutes = 0.0

  package init() {}

  package mutating func add(demand: Double, supply: Double) {
    minutes += 1
    guard demand > 0 else { return }
    lacking += max(0, demand - supply) / demand
    spare += max(0, supply - demand) / demand
    if supply < demand { lackingMinutes += 1 }
    if supply > demand { spareMinutes += 1 }
  }

  /// By how much of the demand the supply fell short, on average over all time.
  package var underProvisioning: Double { percent(lacking) }
  /// By how much of the demand the supply exceeded it, on average over all time.
  package var overProvisioning: Double { percent(spare) }
  /// The share of time with too few pods.
  package var underProvisionedTimeShare: Double { percent(lackingMinutes) }
  /// The share of time with more pods than needed.
  package var overProvisionedTimeShare: Double { percent(spareMinutes) }

  private func percent(_ sum: Double) -> Double { minutes > 0 ? 100 * sum / minutes : 0 }
}
