/// A reader of bytes from outside, and the laws that it keeps for every input whatever.
///
/// Played by the ordinary tests on a small corpus and seeded mutations of it, and by libFuzzer through `hack/fuzz.sh` for as long as one
/// likes. A trap ends the process: that is found as well.
package struct FuzzTarget: Sendable {
  /// What `hack/fuzz.sh` calls it, and the name of its folder in the corpus.
  package let name: String
  private let check: @Sendable (FuzzInput) async throws(BrokenLaw) -> Void

  init(
    _ name: String,
    _ check: @escaping @Sendable (FuzzInput) async throws(BrokenLaw) -> Void
  ) {
    self.name = name
    self.check = check
  }

  /// Plays one input on the caller's thread, the same way each time.
  package func play(_ bytes: [UInt8]) throws(BrokenLaw) {
    let outcome = Outcome()
    StraightExecutor().run { [check] in
      do throws(BrokenLaw) {
        outcome.set(.success(try await check(FuzzInput(bytes))))
      } catch {
        outcome.set(.failure(error))
      }
    }
    guard let result = outcome.value else {
      throw BrokenLaw("\(name) waits for something that never comes")
    }
    try result.get()
  }
}

extension FuzzTarget {
  /// Every target, sorted by name.
  package static let all: [FuzzTarget] = [
    .cel, .faults, .json, .kubeconfig, .metricsText, .patch, .physicsAPI, .prometheus, .regex,
    .scalars, .schema, .server, .watch, .yaml,
  ]
}
