import ArgumentParser
import Backtesting
import Forecast
import JSON
import Scaling
import Time

/// Replays traffic in virtual time, to say what each way of scaling would have done.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Replays a traffic trace: overloaded minutes and pod-hours, policy by policy.",
    discussion: """
      The last 30 % of the trace counts, what comes before is there to learn from. Without --trace, \
      two synthetic weeks are played. Without --capacity, a pod is sized so that the load that 99 % \
      of the minutes do not exceed needs 20 pods at 70 %.
      """
  )

  enum Output: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @OptionGroup var source: TraceOptions

  @Option(help: "From the creation of a pod until it serves.")
  var podStartup = "180s"

  @Option(help: "Which of hpa70, hpa50, guide, floor to compare, separated by commas.")
  var policies = ScalingPolicy.allCases.map(\.rawValue).joined(separator: ",")

  @Option(help: "Who forecasts for the floor: auto, recent-mean, random-forest, ...")
  var model = ForecastModel.auto

  @Option(help: "The quantile of the load that the floor carries.")
  var quantile = 0.95

  @Option(help: "Requests per second that one pod serves at 100 %.")
  var capacity: Double?

  @Option(help: "The fewest pods allowed.")
  var minReplicas = LoopSettings.widestBounds.min

  @Option(help: "The most pods allowed.")
  var maxReplicas = LoopSettings.widestBounds.max

  @Option(name: [.customShort("o"), .long], help: "text or json.")
  var output = Output.text

  @Option(help: "Write a page with charts that stands alone to this file.")
  var report: String?

  func validate() throws {
    guard let startup = Duration(goDuration: podStartup), startup >= .zero,
      startup <= .seconds(3_600)
    else {
      throw ValidationError(
        "--pod-startup must be a duration up to 1h like 180s, not \(podStartup)"
      )
    }
    guard chosen != nil else {
      throw ValidationError(
        "--policies must name some of hpa70, hpa50, guide, floor, separated by commas, not \(policies)"
      )
    }
    guard quantile >= 0.5, quantile <= 0.999 else {
      throw ValidationError("--quantile must be from 0.5 to 0.999, not \(quantile)")
    }
    if let capacity, !(capacity > 0 && capacity < 1e9) {
      throw ValidationError("--capacity must be requests per second above 0, not \(capacity)")
    }
    guard minReplicas >= 1, maxReplicas >= minReplicas, maxReplicas <= 1_000 else {
      throw ValidationError(
        "--min-replicas and --max-replicas must be 1 <= min <= max <= 1000, "
          + "not \(minReplicas) and \(maxReplicas)"
      )
    }
  }

  func run() throws {
    let trace = try source.read()
    let settings = try settings(for: trace)
    var simulation = TrafficSimulation(trace, settings, policies: chosen ?? [], model: model)
    var line = ProgressLine("forecasting")
    let result = simulation.run { line.show($0) }
    line.clear()
    if let report {
      try Files.write(SimulationPage(result).html, to: report)
      StandardError.write("the report is in \(report)")
    }
    switch output {
    case .text: StandardOutput.line(SimulationText(result).text)
    case .json: StandardOutput.line(SimulationDocument(result).json.prettyJSONText)
    }
  }

  private var chosen: [ScalingPolicy]? {
    var chosen: [ScalingPolicy] = []
    for name in policies.split(separator: ",") {
      guard let policy = ScalingPolicy(rawValue: String(name)) else { return nil }
      if !chosen.contains(policy) { chosen.append(policy) }
    }
    return chosen.isEmpty ? nil : chosen
  }

  private func settings(for trace: LoadTrace) throws -> LoopSettings {
    let startup = Duration(goDuration: podStartup) ?? .seconds(180)
    let bounds = ReplicaBounds(min: minReplicas, max: maxReplicas)
    var settings: LoopSettings?
    if let rate = capacity {
      settings = ReplicaCapacity(requestsPerSecond: rate, source: .declared).map {
        LoopSettings(podStartup: startup, capacity: $0, bounds: bounds)
      }
    } else {
      settings = LoopSettings(for: trace, podStartup: startup, bounds: bounds)
    }
    guard var settings else {
      throw CommandFailure(
        "\(trace.name) has no load to size a pod by; give what a pod serves by --capacity"
      )
    }
    guard trace.samples.count >= Self.fewestMinutes else {
      throw CommandFailure(
        "\(trace.name) has \(trace.samples.count) minutes; give at least \(Self.fewestMinutes)"
      )
    }
    settings.quantile = quantile
    return settings
  }

  /// A shorter trace judges a handful of minutes.
  private static let fewestMinutes = 30
}

extension ForecastModel: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(option: argument)
  }

  public static var allValueStrings: [String] { allCases.map(\.option) }
  public var defaultValueDescription: String { option }
}
