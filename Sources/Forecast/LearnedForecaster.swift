/// Trained members, their mix on each rung of the ladder, and the quantiles around it.
struct LearnedForecaster: Sendable {
  /// Members are fitted anew once a day.
  private static let retraining = 24 * 60
  /// Under a day of load nothing is learned.
  static let leastHistory = 24 * 60

  let model: ForecastModel
  private let seed: UInt64
  private(set) var rungs: [MixRung]
  private let members: [Member]
  private var errors = MemberErrors()
  private var pending = PendingForecasts()
  private(set) var trained: TrainedMembers?
  private var training: MemberTraining?
  private var lastTraining: Int?
  private var features = LoadFeatures()
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
    let plain = MixRung(.mixWithoutTrees, [.recentMean, .persistence, .ridge, .holtWinters])
    let last = MixRung(.recentMean, [.recentMean, .persistence])
    switch model {
    case .auto: return [MixRung(.auto, Member.allCases), plain, last]
    case .mixWithoutTrees: return [plain, last]
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
    if current.isFailed { return }
    guard let trained = current.result else {
      training = current
      return
    }
    adopt(trained, ring: ring)
  }

  private mutating func adopt(_ trained: TrainedMembers, ring: SampleRing) {
    self.trained = trained
    for (horizon, errors) in trained.errors.enumerated() {
      for member in Member.allCases where errors[member.rawValue] > 0 {
        self.errors.seed(member, horizon: horizon, error: errors[member.rawValue])
      }
      for place in rungs.indices {
        let known = rungs[place].members.map { errors[$0.rawValue] }.filter { $0 > 0 }
        rungs[place].seed(horizon: horizon, error: known.min() ?? 0)
      }
    }
    self.trained?.catchUp(ring)
    if let latest = ring.latest { speak(at: latest, ring: ring) }
  }
}

// MARK: - Living
extension LearnedForecaster {
  /// Judges what was said of this minute and speaks of the next fifteen.
  mutating func observe(_ sample: LoadSample, ring: SampleRing) {
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
      for member in Member.allCases where !issued.predictions[member.rawValue].isNaN {
        let error = (load - issued.predictions[member.rawValue]).magnitude
        errors.add(member, horizon: horizon, error: error)
      }
      for place in rungs.indices where !issued.bands[place].point.isNaN {
        rungs[place].judge(load, issued.bands[place], horizon: horizon)
        guard isRecorded, horizon == Horizons.judged else { continue }
        rungs[place].remember(
          minute: minute,
          load: load,
          issued.bands[place],
          persistence: issued.persistence
        )
      }
    }
  }

  /// What every member and rung says of every horizon; rungs that need training are silent before it.
  private mutating func speak(at minute: Int, ring: SampleRing) {
    guard features.look(at: minute, in: ring) else { return }
    madeAt = minute
    let seconds = 3_600 / Float(max(1, (minute - 59...minute).count { ring.isRecorded($0) }))
    for horizon in 0..<Horizons.count {
      let target = minute + Horizons.minutes[horizon]
      var issued = PendingForecasts.Issued(minute: Int32(target), persistence: ring.load(minute))
      var shape: SIMD4<Float>?
      var habit: Float = 0
      if let trained {
        features.aim(Horizons.minutes[horizon], in: ring, isSeasonal: trained.isSeasonal)
        features.standardise(by: trained.scalings[horizon])
        issued.predictions = trained.predictions(features, horizon: horizon, target: target)
        shape = trained.shape(features, horizon: horizon)
        habit = RecurringRise(from: minute, to: target, base: features.base, in: ring).level
      }
      issued.predictions[Member.recentMean.rawValue] = features.base
      issued.predictions[Member.persistence.rawValue] = issued.persistence
      for place in rungs.indices {
        let isSpeaking = trained != nil || rungs[place].model == .recentMean
        rungs[place].mix(
          issued.predictions,
          shape: rungs[place].model == .recentMean ? nil : shape,
          habit: rungs[place].model == .recentMean ? 0 : habit,
          horizon: horizon,
          secondsPerSample: seconds,
          errors: errors
        )
        issued.bands[place] = isSpeaking ? rungs[place].issued(horizon) : .silent
      }
      pending.add(issued, horizon: horizon)
    }
  }
}

// MARK: - Answering
extension LearnedForecaster {
  /// The first rung that may answer; `nil` when none may, or nothing was said that reaches so far.
  func answer(ahead minutes: Int, ring: SampleRing, isGated: Bool) -> ForecastAnswer? {
    guard let madeAt, let latest = ring.latest, latest - madeAt + minutes <= 15,
      !ring.isOutage(madeAt)
    else { return nil }
    let rung = rungs.first { rung in
      if rung.model == .recentMean { return rung.isProven }
      return trained != nil && (!isGated || rung.gate(at: latest) == .open)
    }
    guard let rung else { return nil }
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
