import ArgumentParser
import ChildProcess
import EmbeddedAPIServer
import FoundationEssentials
import Logging
import Simulation

/// Disturbs any operator while it carries out one change, on embedded clusters, and compares the ends.
struct TrialCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trial",
    abstract:
      "Disturbs any operator's binary while it carries out a change, and compares the ends.",
    discussion: """
      Each run has a fresh embedded cluster, to which the operator comes by a kubeconfig. What \
      --apply names is created, the operator is started, and when it is at rest, what --change \
      names is created or replaced: once in peace, and then once under each plan. Plans call the \
      operator 'operator'. docs/trials.md says more.

        physics-operator trial --operator 'my-operator --kubeconfig {kubeconfig}' \\
          --apply definition.yaml --apply base.yaml --change change.yaml
      """
  )

  @Option(help: "The command of the operator; {kubeconfig} stands for the path of one.")
  var `operator`: String

  @Option(help: "A file with objects that are there before the operator starts.")
  var apply: [String] = []

  @Option(help: "A file with the objects as the change wants them.")
  var change: [String]

  @Option(help: "crashes, pairs, stale or unobserved.")
  var family: PlanFamily?

  @Option(help: "Play one of each so many plans.")
  var every: Int?

  @Option(help: "Play so many plans, spread over all of them.")
  var plans: Int?

  @Option(help: "Play the plan in this file instead of a family.")
  var plan: [String] = []

  @OptionGroup var options: TrialOptions

  func validate() throws {
    guard (family != nil || every != nil || plans != nil ? 1 : 0) + (plan.isEmpty ? 0 : 1) <= 1
    else {
      throw ValidationError("--plan excludes --family, --every and --plans; give one or the other")
    }
    guard every == nil || plans == nil else {
      throw ValidationError("--every and --plans exclude each other; give one of them")
    }
    for (option, number) in [("--every", every), ("--plans", plans)] {
      guard number ?? 1 >= 1 else {
        throw ValidationError("\(option) must be 1 or more, not \(number ?? 0)")
      }
    }
    _ = try words
  }

  func run() async throws {
    let plans = try source
    let folder = try folder()
    let session = TrialSession(
      try settings(plans, folder: folder),
      plans,
      parallel: options.parallel
    )
    try await ProcessGroup.run(
      [
        {
          // Whoever stops the command ends what it waits for.
          do { try await session.play() } catch  where Task.isCancelled { return }
        }
      ],
      logger: LoggingSetup.logger(.text, level: .warning)
    )
    try conclude(session.tally, folder: folder)
  }

  private func conclude(
    _ tally: (planned: Int, told: Int, failed: Int)?,
    folder: String
  ) throws {
    guard let tally, tally.told == tally.planned else {
      let played =
        tally.map { "after \($0.told) of \(TrialPlans.counted($0.planned))" }
        ?? "before the first plan"
      throw CommandFailure("stopped \(played); the logs are in \(folder)")
    }
    StandardOutput.line("\(TrialPlans.counted(tally.planned)), \(tally.failed) failed")
    guard tally.failed == 0 else {
      throw CommandFailure(
        "\(tally.failed) of \(TrialPlans.counted(tally.planned)) failed; "
          + "the logs are in \(folder)"
      )
    }
    if options.logs == nil { try? FileManager.default.removeItem(atPath: folder) }
  }

  private var words: [String] {
    get throws {
      guard let words = CommandWords.parted(self.operator) else {
        throw ValidationError("--operator has a quote that is not closed: \(self.operator)")
      }
      guard !words.isEmpty else {
        throw ValidationError(
          "--operator is empty; give a command such as 'my-operator --kubeconfig {kubeconfig}'"
        )
      }
      return words
    }
  }

  private func settings(_ plans: TrialPlans, folder: String) throws -> TrialSettings {
    TrialSettings(
      command: self.operator,
      words: try words,
      base: try Self.manifest(apply, "--apply"),
      change: try Self.manifest(change, "--change"),
      exemptions: try options.exemptions,
      loads: try options.loads,
      namespace: options.namespace,
      quiet: try options.duration(options.quiet, "--quiet"),
      limit: try options.duration(options.limit, "--limit"),
      connectWithin: try options.duration(options.connectWithin, "--connect-within"),
      podStartup: try options.duration(options.podStartup, "--pod-startup"),
      speed: options.speed,
      streamsLists: plans.streamsLists,
      folder: folder
    )
  }

  private func folder() throws -> String {
    let temporary = FileManager.default.temporaryDirectory
    let folder = options.logs ?? temporary.appending(path: "trial-\(UUID())").path()
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure("\(folder) cannot be created; choose another folder with --logs")
    }
    return folder
  }

  private static func manifest(_ paths: [String], _ option: String) throws -> TrialManifest {
    var manifest = TrialManifest()
    for path in paths { try manifest.add(text(path, option), from: path) }
    return manifest
  }

  private var source: TrialPlans {
    get throws {
      guard plan.isEmpty else { return .written(try plan.map(Self.plan)) }
      let selection: PlanSelection = every.map { .every($0) } ?? plans.map { .count($0) } ?? .all
      return .family(family ?? .crashes, selection)
    }
  }

  private static func plan(_ path: String) throws -> LifePlan {
    do { return try LifePlan(parsing: text(path, "--plan")) } catch let error as FaultScriptError {
      throw CommandFailure("\(path), \(error)")
    }
  }

  private static func text(_ path: String, _ option: String) throws -> String {
    do { return String(decoding: try Files.read(path), as: UTF8.self) } catch {
      throw CommandFailure("\(path) cannot be read: \(error); check the path given with \(option)")
    }
  }
}

extension PlanFamily: ExpressibleByArgument {}
