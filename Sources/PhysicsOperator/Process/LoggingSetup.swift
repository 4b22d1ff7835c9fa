import ArgumentParser
import ControllerRuntime
import Logging
import Observability
import OpenTelemetry

enum LogFormat: String, ExpressibleByArgument, CaseIterable {
  case json
  case text
}

enum LogLevel: String, ExpressibleByArgument, CaseIterable {
  case trace, debug, info, notice, warning, error, critical

  var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}

/// Where log lines go, and what they look like: stderr, so that stdout stays the command's own.
enum LoggingSetup {
  static func logger(_ format: LogFormat, level: Logger.Level) -> Logger {
    let clock = SystemClock()
    let fields = Logger.MetadataProvider.multiplex([
      ReconcilePass.metadataProvider, TraceLogFields.metadataProvider,
    ])
    return Logger(label: "physics-operator") { label in
      switch format {
      case .json:
        var handler = JSONLogHandler(
          label: label,
          now: { clock.timestamp },
          sink: StandardError.write
        )
        handler.logLevel = level
        handler.metadataProvider = fields
        return handler
      case .text:
        var handler = TextLogHandler(
          label: label,
          now: { clock.timestamp },
          sink: StandardError.write
        )
        handler.logLevel = level
        handler.metadataProvider = fields
        return handler
      }
    }
  }
}
