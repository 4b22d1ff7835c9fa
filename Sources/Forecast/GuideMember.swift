/// The guide's forest as a service runs it: trained daily, a tree at a time, and judged by the forecasts that it really issued.
struct GuideMember: Sendable {
  /// A forest is trained anew once a day: most of what it knows is then a day old at most.
  private static let retraining = 24 * 60
  /// The first forest waits for four hours of data; with less it has seen a single mood of the service.
  private static let leastTraining = 4 * 60

  private(set) var predictor: GuidePredictor
  private(set) var trailing = TrailingForecasts()
  private var training = Training.none
  private var lastTraining: Int?

  private enum Training {
    case none
    /// The next slice prepares the rows.
    case due
    case growing(GuideTraining)
  }

  init(parameters: GuideParameters) {
    predictor = GuidePredictor(parameters: parameters)
  }

  var isTraining: Bool {
    if case .none = training { false } else { true }
  }

  /// One slice of training; the first prepares the rows (a quarter of a second for fifteen days), every other grows a tree (20 ms).
  mutating func train(on ring: SampleRing) {
    switch training {
    case .none: break
    case .due:
      let history = ring.samples(last: ring.capacity)
      let prepared = GuideTraining(history: history, parameters: predictor.parameters)
      training = prepared.map(Training.growing) ?? .none
    case .growing(var current):
      training = .none
      current.growNextTree()
      if current.isFinished { predictor.adopt(current) } else { training = .growing(current) }
    }
  }

  mutating func scheduleTraining(_ ring: SampleRing) {
    guard !isTraining, let latest = ring.latest, let span = ring.span else { return }
    let isDue = lastTraining.map { latest - $0 >= Self.retraining } ?? true
    guard isDue, span.count >= Self.leastTraining else { return }
    training = .due
    lastTraining = latest
  }

  var gate: TrustGate {
    predictor.isTrained ? trailing.gate : .closed(.untrained(trees: grownTrees))
  }

  private var grownTrees: Int {
    if case .growing(let current) = training { current.forest.trees.count } else { 0 }
  }

  /// Judges the forecast for this sample's minute and issues the next.
  mutating func observe(_ sample: LoadSample, ring: SampleRing) {
    // A bridged minute judges too: of a service that is known every fifth minute, no sixteenth minute ahead is ever a sample's own.
    for minute in sample.minute - SampleRing.longestBridge...sample.minute {
      let load = ring.load(minute)
      if !load.isNaN { trailing.observe(Double(load), at: minute) }
    }
    guard let latest = ring.latest, let now = ring[.requestsPerSecond, latest],
      let point = point(ring)
    else { return }
    let upper = trailing.errors.quantile(0.95).map { max(0, point + $0) }
    // The guide's rows end one minute before the one from which the horizon counts.
    let due = latest + predictor.parameters.horizon + 1
    trailing.issue(for: due, point: point, upper: upper, persistence: now)
  }

  /// The trained forest's answer; `nil` while it is untrained or its lookback has holes.
  func point(_ ring: SampleRing) -> Double? {
    guard predictor.isTrained else { return nil }
    let window = ring.samples(last: predictor.parameters.lookback).compactMap { $0 }
    guard window.count == predictor.parameters.lookback else { return nil }
    return predictor.predict(window)
  }
}
