import Forecast
import Testing

@Suite("The standard scaler")
struct StandardScalerTests {
  @Test("divides by the population deviation")
  func population() {
    let scaler = StandardScaler(fitting: FeatureMatrix(rows: [[1], [2], [3]]))
    #expect(scaler.means == [2])
    #expect(abs(scaler.transform([3])[0] - 1.224_744_871_391_589) < 1e-12)
  }

  @Test("divides constant columns by 1, however their mean rounds", arguments: [0, 0.1, 1e9 / 3])
  func constantColumn(value: Double) {
    let rows = Array(repeating: [value], count: 1_000)
    let scaler = StandardScaler(fitting: FeatureMatrix(rows: rows))
    #expect(scaler.deviations == [1])
    #expect(abs(scaler.transform([value + 2])[0] - 2) < 1e-6)
  }

  @Test("brings a whole matrix to mean 0 and deviation 1")
  func matrix() {
    var generator = SplitMix64(seed: 3)
    let rows = (0..<50).map { _ in (0..<4).map { _ in Double.random(in: -5...9, using: &generator) }
    }
    let matrix = FeatureMatrix(rows: rows)
    let scaled = StandardScaler(fitting: matrix).transform(matrix)
    let again = StandardScaler(fitting: scaled)
    for mean in again.means { #expect(abs(mean) < 1e-12) }
    for deviation in again.deviations { #expect(abs(deviation - 1) < 1e-12) }
  }
}
