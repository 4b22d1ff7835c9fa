/// Trained members, their mix on each rung of the ladder, and the quantiles around it.
struct LearnedForecaster: Sendable {
  /// Members are fitted anew once a day.
  private static let retraining = 24 * 60
  /// Under a day of load nothing is learned.
  static let leastHistory = 24 * 60

  let model: ForecastModel
  private let seed: UInt64
  private var rungs: [MixRung]
  private let members: [Member]
  private var errors = MemberErrors()
  private var pending = PendingForecasts()
  private var trained: TrainedMembers?
  private var training: MemberTraining?
  private var lastTraining: Int?
  private var features = LoadFeatures()
  private var predictions = [Float](repeating: 0, count: Member.allCases.count)
  /// The minute at which the rungs last spoke.
  private var madeAt: Int?
  private var newest: Int?

  /// `nil` for a model without learned members.
  init?(_ model: ForecastModel, seed: UInt64) {
    guard let rungs = Self.rungs(of: model) else { return nil }
    self.model = model
    self.seed = seed
    self.rungs = rungs
    members = Member.allCases.filter { member in rungs.contains { $0.members.contains(member) } }
  }

  private static func rungs(of model: ForecastModel) -> [MixRung]? {
    let plain = MixRung(.mixWithoutTrees, [.recentMean, .ridge, .holtWinters])
    switch model {
    case .auto: return [MixRung(.auto, Member.allCases), plain]
    case .mixWithoutTrees: return [plain]
    case .ridge: return [MixRung(.ridge, [.ridge])]
    case .holtWinters: return [MixRung(.holtWinters, [.holtWinters])]
    case .trees: return [MixRung(.trees, [.trees])]
    case .randomForest, .recentMean, .persistence, .seasonalNaive: return nil
    }
  }
}

// MARK: - Training
extension LearnedForecaster {
  var isTraining: Bool { training != nil }

  mutating func scheduleTraining(_ ring: SampleRing) {
    guard training == nil, let latest = ring.latest, let span = ring.span else { return }
    let isDue = lastTraining.map { latest - $0 >= Self.retraining } ?? true
    guard isDue, span.count >= Self.leastHistory else { return }
    let track = LoadTrack(ring)
    guard track.knownCount >= Self.leastHistory else { return }
    training = MemberTraining(
      track,
      members: members,
      seed: seed &+ UInt64(bitPattern: Int64(latest))
    )
    lastTraining = latest
  }

  /// One slice of at most a few milliseconds.
  mutating func train(on ring: SampleRing) {
    guard var current = training else { return }
    training = nil
    current.advance()
    guard let trained = current.result else {
      training = current
      return
    }
    adopt(trained, ring: ring)
  }

  private mutating func adopt(_ trained: TrainedMembers, ring: SampleRing) {
    self.trained = trained
    for (horizon, errors) in trained.errors.enumerated() {
      for member in members where errors[member.rawValue] > 0 {
        self.errors.seed(member, horizon: horizon, error: errors[member.rawValue])
      }
      let known = members.map { errors[$0.rawValue] }.filter { $0 > 0 }
      for place in rungs.indices { rungs[place].seed(horizon: horizon, error: known.min() ?? 0) }
    }
    self.trained?.catchUp(ring)
    if let latest = ring.latest { speak(at: latest, ring: ring) }
  }
}

// MARK: - Living
extension LearnedForecaster {
  /// Judges what was said of this minute and speaks of the next fifteen.
  mutating func observe(_ sample: LoadSample, ring: SampleRing) {
    guard trained != nil else { return }
    let last = max(newest ?? sample.minute - 1, sample.minute - SampleRing.longestBridge - 1)
    newest = sample.minute
    for minute in min(last + 1, sample.minute)...sample.minute {
      let load = ring.load(minute)
      if !load.isNaN { judge(minute, load: load, isRecorded: minute == sample.minute) }
    }
    trained?.catchUp(ring)
    speak(at: sample.minute, ring: ring)
  }

  private mutating func judge(_ minute: Int, load: Float, isRecorded: Bool) {
    for horizon in 0..<Horizons.count {
      guard let issued = pending.take(minute, horizon: horizon) else { continue }
      for member in members {
        let error = (load - issued.predictions[member.rawValue]).magnitude
        errors.add(member, horizon: horizon, error: error)
      }
      for place in rungs.indices {
        let band = place == 0 ? issued.first : issued.second
        rungs[place].judge(load, band, horizon: horizon)
        guard isRecorded, horizon == Horizons.judged else { continue }
        rungs[place].remember(
          minute: minute,
          load: load,
          band,
          persistence: issued.persistence
        )
      }
    }
  }

  private mutating func speak(at minute: Int, ring: SampleRing) {
    guard let trained, features.look(at: minute, in: ring) else { return }
    madeAt = minute
    for horizon in 0..<Horizons.count {
      let target = minute + Horizons.minutes[horizon]
      features.aim(Horizons.minutes[horizon], in: ring, isSeasonal: trained.isSeasonal)
      trained.predict(features, horizon: horizon, target: target, into: &predictions)
      for place in rungs.indices {
        rungs[place].mix(predictions, horizon: horizon, errors: errors)
      }
      let issued = PendingForecasts.Issued(
        minute: target,
        predictions: SIMD4(predictions[0], predictions[1], predictions[2], predictions[3]),
        first: rungs[0].issued(horizon),
        second: rungs[rungs.count - 1].issued(horizon),
        persistence: ring.load(minute)
      )
      pending.add(issued, horizon: horizon)
    }
  }
}

// MARK: - Answering
extension LearnedForecaster {
  /// The first rung that may answer; `nil` when none may, or nothing was said that reaches so far.
  func answer(ahead minutes: Int, latest: Int?, isGated: Bool) -> ForecastAnswer? {
    guard let madeAt, let latest, latest - madeAt + minutes <= 15 else { return nil }
    guard let rung = rungs.first(where: { !isGated || $0.gate(at: latest) == .open }) else {
      return nil
    }
    return ForecastAnswer(
      band: rung.band(ahead: minutes, reach: latest - madeAt + minutes),
      answering: rung.model
    )
  }

  func gate(_ ring: SampleRing) -> TrustGate {
    guard let latest = ring.latest, trained != nil else {
      guard training == nil else { return .closed(.training) }
      return .closed(.underADay(minutes: ring.span?.count ?? 0))
    }
    return rungs[0].gate(at: latest)
  }

  /// The last day of the model asked for; `nil` before a forecast came due.
  var lastDay: TrailingDay? {
    guard let newest else { return nil }
    let (count, day) = rungs[0].hours.day(at: newest)
    return count > 0 ? day : nil
  }

  func weights(of answering: ForecastModel?) -> [MemberWeight] {
    guard trained != nil, let rung = rungs.first(where: { $0.model == answering }) else {
      return []
    }
    return rung.weights(horizon: Horizons.judged, errors: errors)
  }
}

extension MixRung {
  /// The band `reach` minutes after this rung last spoke, on straight lines between the horizons.
  fileprivate func band(ahead minutes: Int, reach: Int) -> ForecastBand {
    let upper = Horizons.minutes.firstIndex { $0 >= reach } ?? Horizons.count - 1
    let lower = max(0, Horizons.minutes[upper] == reach ? upper : upper - 1)
    let width = Float(Horizons.minutes[upper] - Horizons.minutes[lower])
    let share = width > 0 ? Float(reach - Horizons.minutes[lower]) / width : 0
    let (left, right) = (issued(lower), issued(upper))
    let point = left.point + share * (right.point - left.point)
    let quantiles = left.quantiles + share * (right.quantiles - left.quantiles)
    return ForecastBand(
      minutesAhead: minutes,
      point: Double(point),
      quantiles: QuantileValues(
        p50: Double(quantiles[0]),
        p90: Double(quantiles[1]),
        p95: Double(quantiles[2]),
        p99: Double(quantiles[3])
      )
    )
  }
}
