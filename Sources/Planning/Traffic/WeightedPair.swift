import APIMachinery
import JSON

/// Where in a route of the user's `-stable` and `-canary` stand beside each other.
struct WeightedPair: Hashable {
  /// The address of the list of backends.
  let list: [String]
  let stable: Int
  let canary: Int
  let weights: BackendWeights
  /// Whether further backends in the list get traffic: then the pair keeps the part of it that it has.
  let hasNeighbours: Bool

  /// Beside other backends, fewer than this many parts cannot be split into percents.
  static let finestSum = 100

  /// The weights for a share: of 100, or of what the pair has beside others; 0 is what the user had, if that gave the canary nothing.
  ///
  /// A pair of 150 beside others gets 135 and 15 for 10 %.
  func weights(forShare share: Int, original: BackendWeights?) -> BackendWeights {
    if share == 0, let original, original.canary == 0 { return original }
    let sum = hasNeighbours ? max(original?.sum ?? weights.sum, Self.finestSum) : 100
    let canary = (sum * share + 50) / 100
    return BackendWeights(stable: sum - canary, canary: canary)
  }

  /// The operations that bring the pair there, behind a test that it still stands where it stood.
  func operations(to wanted: BackendWeights, in object: APIObject) -> [JSONPatch.Operation] {
    let slots = [(stable, weights.stable, wanted.stable), (canary, weights.canary, wanted.canary)]
    let tests = slots.compactMap { index, _, _ -> JSONPatch.Operation? in
      let path = JSONPointer(list + [String(index), "name"])
      return object.json[path].map { .test(path, $0) }
    }
    return tests
      + slots.compactMap { index, present, wanted -> JSONPatch.Operation? in
        let path = JSONPointer(list + [String(index), "weight"])
        return switch (present, wanted) {
        case (let present, let wanted) where present == wanted: nil
        case (nil, let wanted?): .add(path, .integer(Int64(wanted)))
        case (.some, nil): .remove(path)
        case (.some, let wanted?): .replace(path, .integer(Int64(wanted)))
        case (nil, nil): nil
        }
      }
  }
}
