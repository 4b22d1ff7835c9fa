/// The training of all members in slices of a few milliseconds.
struct MemberTraining: Sendable {
  /// The most rows a horizon is learned from; drawn evenly from fourteen days.
  private static let mostRows = 6_000
  private static let rowsPerSlice = 500
  /// A row of ten days ago counts half.
  private static let halfLife: Float = 10 * 24 * 60

  /// Fewer rows than this teach nothing.
  private static let leastRows = 100
  /// The quantiles whose distance from the point is learned.
  private static let shapeLevels: [Float] = [0.9, 0.95, 0.99]

  private let track: LoadTrack
  private let members: [Member]
  private let anchors: [Int]
  private var trained: TrainedMembers
  private var stage = Stage.rows(next: 0)
  private var horizon = 0
  private var rows: TrainingRows
  private var fit = RidgeFit()
  /// What the ridge left over.
  private var residuals: [Float] = []
  private var boosting: BoostedFit?
  private var search: HoltWintersSearch?
  private var features = LoadFeatures()
  private var generator: SplitMix64

  private enum Stage {
    case rows(next: Int)
    case ridge
    case shape(Int)
    case trees
    case smoothing
    case finished
    case failed
  }

  init(_ track: LoadTrack, members: [Member], seed: UInt64) {
    self.track = track
    self.members = members
    generator = SplitMix64(seed: seed)
    let days = track.knownCount / (24 * 60)
    trained = TrainedMembers(isSeasonal: days >= 2)
    anchors = Self.anchors(track, days: days, using: &generator)
    rows = TrainingRows(capacity: anchors.count)
  }

  /// Once all is trained.
  var result: TrainedMembers? {
    if case .finished = stage { trained } else { nil }
  }

  /// Whether there was too little to learn from.
  var isFailed: Bool {
    if case .failed = stage { true } else { false }
  }

  mutating func advance() {
    switch stage {
    case .rows(let next): collect(from: next)
    case .ridge: fitRidge()
    case .shape(let place): fitShape(place)
    case .trees: boost()
    case .smoothing: smoothe()
    case .finished, .failed: break
    }
  }

  /// Recorded minutes at even distances, each drawn from its own stretch so that no minute of the hour is preferred.
  private static func anchors(_ track: LoadTrack, days: Int, using generator: inout SplitMix64)
    -> [Int]
  {
    let day = 24 * 60
    let first = max(track.firstMinute + (days >= 3 ? day : 60), track.lastMinute - 14 * day)
    let recorded = (first...max(first, track.lastMinute - 1)).filter { track.isRecorded($0) }
    guard recorded.count > mostRows else { return recorded }
    return (0..<mostRows).map { place in
      let start = place * recorded.count / mostRows
      let end = (place + 1) * recorded.count / mostRows
      return recorded[start + generator.index(below: max(1, end - start))]
    }
  }

  private mutating func collect(from next: Int) {
    let minutes = Horizons.minutes[horizon]
    let end = min(anchors.count, next + Self.rowsPerSlice)
    for anchor in anchors[next..<end] {
      let target = track.load(anchor + minutes)
      guard !target.isNaN, features.look(at: anchor, in: track) else { continue }
      features.aim(minutes, in: track, isSeasonal: trained.isSeasonal)
      let age = Float(track.lastMinute - anchor)
      rows.append(
        features,
        target: (target - features.base) / features.scale,
        importance: features.scale * Self.halfLife / (Self.halfLife + age)
      )
      note(.recentMean, (target - features.base).magnitude)
      note(.persistence, (target - track.load(anchor)).magnitude)
    }
    stage = end < anchors.count ? .rows(next: end) : rowsCollected()
  }

  /// Adds to the sum of a member's errors.
  private mutating func note(_ member: Member, _ error: Float) {
    trained.errors[horizon][member.rawValue] += error
  }

  private mutating func rowsCollected() -> Stage {
    guard rows.count >= Self.leastRows else { return .failed }
    trained.errors[horizon] /= Float(rows.count)
    rows.standardise()
    trained.scalings.append(rows.scaling)
    fit = RidgeFit()
    return .ridge
  }

  private mutating func fitRidge() {
    fit.pass(rows, targets: rows.targets)
    guard fit.isFinished else { return }
    trained.ridge.append(fit.model(rows.targets))
    let error = 1.05 * fit.error * rows.meanImportance
    trained.errors[horizon][Member.ridge.rawValue] = error
    residuals = fit.residuals(rows, targets: rows.targets)
    if Horizons.shaped.contains(horizon) {
      trained.shapes.append([])
      startShape(0)
    } else {
      startTrees()
    }
  }

  private mutating func startShape(_ place: Int) {
    let level = Self.shapeLevels[place]
    let start = ErrorQuantiles(residuals.map(Double.init)).quantile(Double(level)) ?? 0
    fit = RidgeFit(level: level, passes: 4, penalty: 0.02, start: Float(start))
    stage = .shape(place)
  }

  private mutating func fitShape(_ place: Int) {
    fit.pass(rows, targets: residuals)
    guard fit.isFinished else { return }
    trained.shapes[trained.shapes.count - 1].append(fit.model(residuals))
    if place + 1 < Self.shapeLevels.count { startShape(place + 1) } else { startTrees() }
  }

  private mutating func startTrees() {
    guard members.contains(.trees), Horizons.withTrees.contains(horizon) else {
      nextHorizon()
      return
    }
    boosting = BoostedFit(rows)
    stage = .trees
  }

  private mutating func boost() {
    guard var current = boosting else { return }
    boosting = nil
    current.growNextTree(rows, using: &generator)
    guard current.isFinished else {
      boosting = current
      return
    }
    trained.trees.append(current.model)
    trained.errors[horizon][Member.trees.rawValue] =
      trained.errors[horizon][Member.ridge.rawValue]
    nextHorizon()
  }

  private mutating func nextHorizon() {
    horizon += 1
    rows = TrainingRows(capacity: anchors.count)
    stage = .rows(next: 0)
    guard horizon == Horizons.count else { return }
    stage = .smoothing
    search = members.contains(.holtWinters) ? HoltWintersSearch(track) : nil
  }

  private mutating func smoothe() {
    search?.tryNext()
    guard search?.isFinished ?? true else { return }
    if let (model, error) = search?.result {
      trained.smoothing = model
      for horizon in 0..<Horizons.count {
        trained.errors[horizon][Member.holtWinters.rawValue] = error
      }
    }
    stage = .finished
  }
}
