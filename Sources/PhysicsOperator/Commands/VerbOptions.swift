import APIMachinery
import ArgumentParser
import Operator
import PhysicsResources
import Planning
import Time

/// What every verb of a rollout needs: the service, and whether to wait for the operator's answer.
struct VerbOptions: ParsableArguments {
  @OptionGroup var service: ServiceReference

  @Flag(name: .long, help: "Do not wait for the operator's answer.")
  var noWait = false

  func ask(_ verb: RolloutVerb) async throws {
    try await service.place.withConnection { connection in
      let asker = VerbAsker(client: connection.client, clock: SystemClock())
      let nonce = Self.nonce()
      let key = service.key(in: connection)
      let asked = try await asker.ask(verb, of: key, nonce: nonce)
      guard !noWait else { return StandardOutput.line("\(key): \(verb.word) is asked for") }
      switch try await asker.outcome(of: verb, asked: asked, nonce: nonce) {
      case .done(let sentence): StandardOutput.line(sentence)
      case .refused(let sentence), .unanswered(let sentence):
        throw CommandFailure("\(key): \(sentence)")
      }
    }
  }

  /// The time, for people, and what keeps two requests of one second apart.
  private static func nonce() -> String {
    let digits = String(UInt16.random(in: .min ... .max), radix: 16)
    let padded = String(repeating: "0", count: 4 - digits.count) + digits
    return "\(SystemClock().timestamp.rfc3339)-\(padded)"
  }
}
