import ArgumentParser
import Simulation
import Time

/// How each run of a trial is carried out.
struct TrialOptions: ParsableArguments {
  @Option(help: "Where objects go that name no namespace.")
  var namespace = "default"

  @Option(
    help: "A change is over when nothing was written for so long; longer than any pause in it."
  )
  var quiet = "10s"

  @Option(help: "How long a change may take.")
  var limit = "5m"

  @Option(help: "How long a process may take until its first request.")
  var connectWithin = "30s"

  @Option(help: "NAMESPACE/NAME=RATE: users who send so many requests per second to a service.")
  var load: [String] = []

  @Option(
    help: "Do not compare KIND, KIND/NAME or a field like KIND/NAME:/data/at; NAME may end in *."
  )
  var ignore: [String] = []

  @Option(help: "How long a pod needs to become ready.")
  var podStartup = "1s"

  @Option(help: "How much faster than real time the cluster lives; the operator does not.")
  var speed = 1

  @Option(help: "So many plans are played at a time; the operator must need no fixed ports then.")
  var parallel = 1

  @Option(help: "A folder for kubeconfigs and the operator's logs; default: a temporary one.")
  var logs: String?

  /// A difference is believed after three times `--quiet`, and whoever makes it needs some time as well.
  private static let quietsPerLimit = 4

  func validate() throws {
    let limitMin = try duration(quiet, "--quiet") * Self.quietsPerLimit
    guard try duration(limit, "--limit") >= limitMin else {
      throw ValidationError(
        "--limit must be at least four times --quiet, which is \(limitMin.goDuration), not \(limit)"
      )
    }
    _ = try (duration(connectWithin, "--connect-within"), duration(podStartup, "--pod-startup"))
    _ = try (exemptions, loads)
    guard (1...3_600).contains(speed) else {
      throw ValidationError("--speed must be 1 to 3600, not \(speed)")
    }
    guard (1...64).contains(parallel) else {
      throw ValidationError("--parallel must be 1 to 64, not \(parallel)")
    }
  }

  func duration(_ text: String, _ option: String) throws -> Duration {
    guard let duration = Duration(goDuration: text), duration > .zero else {
      throw ValidationError("\(option) must be a duration like 10s or 1m30s, not \(text)")
    }
    return duration
  }

  var loads: [ServedLoad] {
    get throws {
      do { return try load.map { try ServedLoad($0) } } catch let error as CommandFailure {
        throw ValidationError(error.description)
      }
    }
  }

  var exemptions: [TrialExemption] {
    get throws {
      try ignore.map { text in
        guard let exemption = TrialExemption(parsing: text) else {
          throw ValidationError(
            "--ignore must be KIND, KIND/NAME or KIND/NAME:/a/field, not \(text)"
          )
        }
        return exemption
      }
    }
  }
}
