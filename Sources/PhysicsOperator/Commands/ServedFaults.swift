import ArgumentParser
import EmbeddedAPIServer
import Transport

/// The faults that `serve` injects between its clients and its API server.
struct ServedFaults: ParsableArguments {
  @Option(
    help:
      "Inject the faults of a script: one a line, such as 'drop watches of pods after 9 events'."
  )
  var faults: String?

  @Option(
    help: "The dice of faults that happen by chance; without --faults a little of everything fails."
  )
  var faultSeed: UInt64?

  func validate() throws {
    do {
      _ = try script
    } catch let error as CommandFailure {
      throw ValidationError(error.description)
    }
  }

  /// The server, or an injector before it that tells stderr of each fault; times are those of the cluster.
  func handler(before server: EmbeddedAPIServer, speed: Int) throws -> any HTTPHandler {
    guard let script = try script else { return server }
    return FaultInjector(
      server,
      script: script,
      seed: faultSeed ?? 0,
      clock: FastClock(speed: speed)
    ) { record in
      StandardError.write("fault: \(record.rule): \(record.method.rawValue) \(record.target)")
    }
  }

  private var script: FaultScript? {
    get throws {
      guard let faults else {
        return try faultSeed.map { _ in try FaultScript(parsing: FaultScript.chaos) }
      }
      let text: String
      do {
        text = String(decoding: try Files.read(faults), as: UTF8.self)
      } catch {
        throw CommandFailure("--faults \(faults) cannot be read: \(error)")
      }
      do {
        return try FaultScript(parsing: text)
      } catch {
        throw CommandFailure("--faults \(faults): \(error)")
      }
    }
  }
}
