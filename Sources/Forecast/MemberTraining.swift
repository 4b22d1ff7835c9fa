/// The training of all members in slices of a few milliseconds.
struct MemberTraining: Sendable {
  /// The most rows a horizon is learned from; drawn evenly from fourteen days.
  private static let mostRows = 6_000
  private static let rowsPerSlice = 500
  /// A row of ten days ago counts half.
  private static let halfLife: Float = 10 * 24 * 60

  private let track: LoadTrack
  private let members: [Member]
  private let anchors: [Int]
  private var trained: TrainedMembers
  private var stage = Stage.rows(horizon: 0, next: 0)
  private var rows: TrainingRows
  private var fit = RidgeFit()
  private var search: HoltWintersSearch?
  private var features = LoadFeatures()

  private enum Stage {
    case rows(horizon: Int, next: Int)
    case ridge(horizon: Int)
    case smoothing
    case finished
  }

  init(_ track: LoadTrack, members: [Member], seed: UInt64) {
    self.track = track
    self.members = members
    let days = track.knownCount / (24 * 60)
    trained = TrainedMembers(isSeasonal: days >= 2)
    anchors = Self.anchors(track, days: days, seed: seed)
    rows = TrainingRows(capacity: anchors.count)
  }

  /// Once all is trained.
  var result: TrainedMembers? {
    if case .finished = stage { trained } else { nil }
  }

  mutating func advance() {
    switch stage {
    case .rows(let horizon, let next): collect(horizon: horizon, from: next)
    case .ridge(let horizon): fitRidge(horizon)
    case .smoothing: smoothe()
    case .finished: break
    }
  }

  /// Recorded minutes at even distances, each drawn from its own stretch so that no minute of the hour is preferred.
  private static func anchors(_ track: LoadTrack, days: Int, seed: UInt64) -> [Int] {
    let day = 24 * 60
    let first = max(track.firstMinute + (days >= 3 ? day : 60), track.lastMinute - 14 * day)
    let recorded = (first...max(first, track.lastMinute - 1)).filter { track.isRecorded($0) }
    guard recorded.count > mostRows else { return recorded }
    var generator = SplitMix64(seed: seed)
    return (0..<mostRows).map { place in
      let start = place * recorded.count / mostRows
      let end = (place + 1) * recorded.count / mostRows
      return recorded[start + generator.index(below: max(1, end - start))]
    }
  }

  private mutating func collect(horizon: Int, from next: Int) {
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
      let error = (target - features.base).magnitude
      trained.errors[horizon][Member.recentMean.rawValue] += error
    }
    guard end == anchors.count else {
      stage = .rows(horizon: horizon, next: end)
      return
    }
    trained.errors[horizon][Member.recentMean.rawValue] /= Float(max(1, rows.count))
    rows.standardise()
    fit = RidgeFit()
    stage = .ridge(horizon: horizon)
  }

  private mutating func fitRidge(_ horizon: Int) {
    fit.pass(rows)
    guard fit.isFinished else { return }
    let model = fit.model(rows)
    trained.ridge.append(model)
    let scale = rows.meanImportance
    trained.errors[horizon][Member.ridge.rawValue] = 1.05 * model.error * scale
    trained.errors[horizon][Member.trees.rawValue] = 1.05 * model.error * scale
    rows = TrainingRows(capacity: anchors.count)
    let isLast = horizon + 1 == Horizons.count
    stage = isLast ? .smoothing : .rows(horizon: horizon + 1, next: 0)
    if isLast { search = HoltWintersSearch(track) }
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
