import JSON

/// The weights of the two neighbours `-stable` and `-canary` in a list of backends; `nil` where the user left one out, which means 1.
struct BackendWeights: Hashable {
  var stable: Int?
  var canary: Int?

  init(stable: Int?, canary: Int?) {
    self.stable = stable
    self.canary = canary
  }

  init(_ json: JSONValue) {
    self.init(stable: json["stable"]?.intValue, canary: json["canary"]?.intValue)
  }

  var json: JSONValue {
    var json: JSONValue = [:]
    json["stable"] = stable.map { .integer(Int64($0)) }
    json["canary"] = canary.map { .integer(Int64($0)) }
    return json
  }

  var sum: Int { (stable ?? 1) + (canary ?? 1) }

  /// The canary's share of the pair in percent; a weight above 0 is never told as 0.
  var share: Int {
    let own = canary ?? 1
    guard own > 0, sum > 0 else { return 0 }
    return max(1, (own * 100 + sum / 2) / sum)
  }

  /// Whether a router makes the same of both.
  func isEquivalent(to other: BackendWeights) -> Bool {
    (stable ?? 1, canary ?? 1) == (other.stable ?? 1, other.canary ?? 1)
  }
}
