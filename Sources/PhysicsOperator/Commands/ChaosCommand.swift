import ArgumentParser
import Simulation

/// Disturbs the real operator in simulated clusters, a script of misfortunes for each seed.
struct ChaosCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chaos",
    abstract:
      "Plays seeded misfortunes against the operator in simulated time and checks every law.",
    discussion: """
      A seed stands for a script: a few acts of users, rivals, nodes, metrics, networks and the \
      operator's own process. When all of it is over, the service must be at rest and like one to \
      which nothing ever happened. The same seed gives the same history, byte for byte. A failing \
      seed is shrunk to a short script, printed with the command that plays it again. \
      docs/reliability.md says what acts there are.
      """
  )

  @Option(help: "Play this seed.")
  var seed: String?

  @Option(help: "Play the script in this file; - reads it from standard input.")
  var script: String?

  @Option(help: "Play so many seeds.")
  var seeds: String?

  @Option(help: "The first of --seeds.")
  var from: String?

  @Flag(help: "Print each script, and what happened in it.")
  var show = false

  @Flag(inversion: .prefixedNo, help: "Shrink what fails.")
  var shrink = true

  func validate() throws {
    guard [seed, script, seeds].compactMap(\.self).count <= 1 else {
      throw ValidationError("--seed, --script and --seeds exclude each other; give one of them")
    }
    guard from == nil || seeds != nil else {
      throw ValidationError("--from needs --seeds, the number of seeds to play from there on")
    }
    _ = try (seed.map { try Self.seed($0, "--seed") }, from.map { try Self.seed($0, "--from") })
    _ = try count
  }

  func run() async throws {
    let scripts = try scripts()
    let clock = ContinuousClock()
    let start = clock.now
    let failed = await ChaosSession(isTalkative: show).play(scripts)
    let minutes = (clock.now - start) / .seconds(60)
    let rate = minutes > 0 ? Double(scripts.count) / minutes : 0
    StandardOutput.line(
      "\(scripts.count) played, \(failed.count) failed, \(Int(rate.rounded())) a minute"
    )
    if shrink { for report in failed { tellShrunk(report) } }
    guard failed.isEmpty else {
      throw CommandFailure("\(failed.count) of \(scripts.count) scripts break a law")
    }
  }

  private func tellShrunk(_ report: ChaosReport) {
    let script = report.shrunk()
    StandardOutput.line(
      "seed \(report.script.seed) fails with \(script.acts.count) of \(report.script.acts.count) acts:"
    )
    StandardOutput.line(script.replay)
  }

  private func scripts() throws -> [ChaosScript] {
    if let script { return [try read(script)] }
    if let seed { return [ChaosScript(seed: try Self.seed(seed, "--seed"))] }
    let first = try from.map { try Self.seed($0, "--from") } ?? 1
    return try (0..<count).map { ChaosScript(seed: first &+ UInt64($0)) }
  }

  private func read(_ path: String) throws -> ChaosScript {
    let text: String
    if path == "-" {
      text = StandardInput.text()
    } else {
      do { text = String(decoding: try Files.read(path), as: UTF8.self) } catch {
        throw CommandFailure("\(path) cannot be read: \(error); check the path given with --script")
      }
    }
    do { return try ChaosScript(parsing: text) } catch {
      throw CommandFailure("\(path == "-" ? "the script" : path), \(error)")
    }
  }

  private static func seed(_ text: String, _ option: String) throws -> UInt64 {
    guard let seed = UInt64(text) else {
      throw ValidationError(
        "\(option) must be a whole number from 0 to \(UInt64.max), not \(text); "
          + "a script goes to --script"
      )
    }
    return seed
  }

  private static let seedsMax = 1_000_000

  private var count: Int {
    get throws {
      guard let seeds else { return 1 }
      guard let count = Int(seeds), (1...Self.seedsMax).contains(count) else {
        throw ValidationError("--seeds must be a number from 1 to \(Self.seedsMax), not \(seeds)")
      }
      return count
    }
  }
}
