package import EmbeddedAPIServer

extension LifePlan {
  private static func crash(of client: String, _ point: CrashPoint, write: Int) -> String {
    "crash \(client) \(point.rawValue) the \(write.ordinal) write by \(client)"
  }

  static func crashes(
    of client: String,
    _ census: ChangeCensus
  ) throws(FaultScriptError) -> [LifePlan] {
    var plans: [LifePlan] = []
    for write in 1...max(1, census.writes) {
      for point in CrashPoint.allCases {
        plans.append(try LifePlan([[crash(of: client, point, write: write)], []]))
      }
    }
    return plans
  }

  /// A sample of all pairs of crashes: at any moment of any write, and then at any of those that are left.
  package static func pairs(
    of client: String,
    _ census: ChangeCensus,
    count: Int,
    seed: UInt64
  ) throws(FaultScriptError) -> [LifePlan] {
    var generator = SeededGenerator(seed: seed, stream: 31)
    var plans: [LifePlan] = []
    for _ in 0..<max(0, count) {
      let first = Int.random(in: 1...max(1, census.writes), using: &generator)
      let second = Int.random(in: 1...max(1, census.writes - first + 1), using: &generator)
      let points = (0..<2).map { _ in
        CrashPoint.allCases.randomElement(using: &generator) ?? .afterCommitting
      }
      plans.append(
        try LifePlan([
          [crash(of: client, points[0], write: first)],
          [crash(of: client, points[1], write: second)],
          [],
        ])
      )
    }
    return plans
  }

  /// How long a new process lives in the past.
  private static let past = "30s"

  static func stale(
    of client: String,
    _ census: ChangeCensus
  ) throws(FaultScriptError) -> [LifePlan] {
    var plans: [LifePlan] = []
    for write in 1...max(1, census.writes) {
      for versions in PlanFamily.lookbacks {
        plans.append(
          try LifePlan([
            [crash(of: client, .afterCommitting, write: write)],
            [
              "serve lists by \(client) \(versions) versions late until \(past)",
              "delay watches by \(client) by \(past) until \(past)",
            ],
          ])
        )
      }
    }
    return plans
  }

  /// How long nothing is seen.
  private static let blindness = ["5s", "60s"]

  static func unobserved(
    by client: String,
    _ census: ChangeCensus
  ) throws(FaultScriptError) -> [LifePlan] {
    var plans: [LifePlan] = []
    for (kind, versions) in census.versions.sorted(by: { $0.key < $1.key }) {
      for event in 0..<versions {
        for length in blindness {
          plans.append(
            try LifePlan([
              [
                "expire watches of \(kind) by \(client) after \(event) events in all",
                "delay the 2nd list of \(kind) by \(client) by \(length)",
              ]
            ])
          )
        }
      }
    }
    return plans
  }
}

extension Int {
  /// `1st`, `2nd`, `11th`.
  fileprivate var ordinal: String {
    let isTeen = (11...13).contains(self % 100)
    let ending = isTeen ? "th" : [1: "st", 2: "nd", 3: "rd"][self % 10] ?? "th"
    return "\(self)\(ending)"
  }
}
