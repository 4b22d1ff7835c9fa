/// Tries a grid of parameters on a history and keeps the one that was closest three steps ahead.
struct HoltWintersSearch: Sendable {
  private static let ahead = 3
  private static let grid: [(level: Float, trend: Float)] = [
    (0.1, 0), (0.3, 0), (0.3, 0.1), (0.6, 0), (0.6, 0.1), (0.9, 0),
  ]
  private static let seasons: [Float] = [0.05, 0.15, 0.35]
  private static let week = 7 * HoltWinters.day

  private let means: [Float]
  private let firstStep: Int
  private var candidates: [HoltWinters.Parameters] = []
  private var best: (model: HoltWinters, error: Float)?

  /// `nil` under two days of history.
  init?(_ track: LoadTrack) {
    let step = HoltWinters.step
    firstStep = (track.firstMinute + step - 1) / step
    let end = (track.lastMinute + 1) / step
    guard end - firstStep >= 2 * HoltWinters.day else { return nil }
    means = (firstStep..<end).map { track.mean($0 * step...$0 * step + step - 1) }
    let periods = means.count >= 2 * Self.week ? [HoltWinters.day, Self.week] : [HoltWinters.day]
    for period in periods {
      for (level, trend) in Self.grid {
        for season in Self.seasons {
          candidates.append(.init(level: level, trend: trend, season: season, period: period))
        }
      }
    }
  }

  var isFinished: Bool { candidates.isEmpty }
  /// The best model, at the end of the history, and its mean absolute error, requests per second.
  var result: (model: HoltWinters, error: Float)? { best }

  mutating func tryNext() {
    guard let parameters = candidates.popLast() else { return }
    var model = started(parameters)
    let judged = max(means.count / 2, means.count - 7 * HoltWinters.day)
    var error: Float = 0
    var count: Float = 0
    for place in means.indices {
      if place >= judged, place + Self.ahead <= means.count {
        let actual = means[place + Self.ahead - 1]
        if !actual.isNaN {
          error += (actual - model.predict(steps: Self.ahead)).magnitude
          count += 1
        }
      }
      model.take(means[place], step: firstStep + place)
    }
    error /= max(1, count)
    if best.map({ error < $0.error }) ?? true { best = (model, error) }
  }

  /// The season of the first days, not of those on which the candidates are judged.
  private func started(_ parameters: HoltWinters.Parameters) -> HoltWinters {
    let period = parameters.period
    let known = min(means.count / 2, max(period, 2 * HoltWinters.day))
    var sums = [Float](repeating: 0, count: period)
    var counts = sums
    for place in 0..<min(known, means.count) where !means[place].isNaN {
      sums[(firstStep + place) % period] += means[place]
      counts[(firstStep + place) % period] += 1
    }
    let level = sums.reduce(0, +) / max(1, counts.reduce(0, +))
    let season = zip(sums, counts).map { $1 > 0 ? $0 / $1 - level : 0 }
    return HoltWinters(parameters: parameters, level: level, season: season, before: firstStep)
  }
}
