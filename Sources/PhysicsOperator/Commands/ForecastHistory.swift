import ArgumentParser
import Backtesting
import Forecast
import KubernetesClient

/// A history to forecast from: a trace, or a check-point that `forecast train` or the operator wrote.
struct ForecastHistory: ParsableArguments {
  @OptionGroup var source: TraceOptions

  @Option(help: "A check-point instead of a trace.")
  var checkpoint: String?

  @Option(help: "Who forecasts.")
  var model = ForecastModel.auto

  @Option(name: [.customShort("o"), .customLong("output")], help: "text or json.")
  var output = ForecastCommand.Output.text

  func validate() throws {
    guard checkpoint == nil || source.trace == nil else {
      throw ValidationError("--trace and --checkpoint exclude each other; give one of them")
    }
  }

  /// The forecaster at the end of the history, trained, and what the history is called.
  func forecaster() throws -> (forecaster: LoadForecaster, name: String) {
    var (rehearsal, name) = try rehearsal()
    var line = ProgressLine("learning")
    while !rehearsal.isFinished {
      rehearsal.advance()
      line.show(rehearsal.progress)
    }
    line.clear()
    return (rehearsal.forecaster, name)
  }

  private func rehearsal() throws -> (ForecastRehearsal, String) {
    guard let checkpoint else {
      let trace = try source.read()
      for warning in trace.warnings { StandardError.write("note: \(warning)") }
      return (ForecastRehearsal(trace, model: model), trace.name)
    }
    let text: String
    do throws(FileError) {
      text = String(decoding: try Files.read(checkpoint), as: UTF8.self)
    } catch {
      throw CommandFailure(
        "\(checkpoint) cannot be read: \(error); check the path and its permissions"
      )
    }
    do throws(CheckpointRefusal) {
      // Editors end a file with a line end.
      let trimmed = text.split(whereSeparator: \.isNewline).joined(separator: "\n")
      return (ForecastRehearsal(try ForecastCheckpoint(text: trimmed), model: model), checkpoint)
    } catch {
      throw CommandFailure("\(checkpoint) cannot be used: \(error)")
    }
  }
}
