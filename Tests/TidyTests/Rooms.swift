/// Which room may import which: the table "Rooms" of the architecture page, in code.
///
/// SwiftPM itself does not hold these arrows: an import of a dependency's dependency compiles.
enum Rooms {
  /// Parts of the Swift toolchain that every room may use.
  static let everywhere = ["FoundationEssentials", "Swift", "Synchronization"]

  static let ours: [String: [String]] = [
    "Time": [], "JSON": [], "Transport": [], "Metering": [], "Forecast": [], "CCurl": [],
    "CYAML": [], "RegularExpressions": [],
    "YAML": ["JSON", "CYAML"],
    "APIMachinery": ["JSON", "Time"],
    "Rollout": ["Time"],
    "Scaling": ["Forecast", "Time"],
    "PhysicsResources": ["APIMachinery", "JSON", "RegularExpressions", "Time"],
    "Backtesting": ["Forecast", "Scaling", "JSON", "Time"],
    "KubernetesClient": ["APIMachinery", "JSON", "YAML", "Transport", "Metering", "Time"],
    "OpenTelemetry": ["JSON", "Transport", "Metering", "Time"],
    "MetricsSource": ["JSON", "RegularExpressions", "Transport", "Time"],
    "HTTPListener": ["Transport"],
    "CurlTransport": ["Transport", "CCurl"],
    "ChildProcess": ["KubernetesClient", "Time"],
    "Planning": [
      "Rollout", "Scaling", "Forecast", "PhysicsResources", "APIMachinery", "JSON", "Time",
    ],
    "ControllerRuntime": ["KubernetesClient", "APIMachinery", "JSON", "Metering", "Time"],
    "EmbeddedAPIServer": [
      "KubernetesClient", "APIMachinery", "JSON", "YAML", "RegularExpressions", "Transport", "Time",
    ],
    "Observability": ["JSON", "Transport", "Metering", "Time"],
    "Operator": belowOperator,
    "Simulation": belowOperator + ["Operator", "EmbeddedAPIServer"],
    "PhysicsOperator": belowOperator + [
      "Operator", "EmbeddedAPIServer", "Simulation", "Backtesting", "OpenTelemetry",
      "CurlTransport", "ChildProcess", "HTTPListener",
    ],
  ]

  private static let belowOperator = [
    "Planning", "Rollout", "Scaling", "Forecast", "PhysicsResources", "APIMachinery", "JSON",
    "YAML", "Time", "Metering", "ControllerRuntime", "MetricsSource", "Observability",
    "KubernetesClient",
    "Transport",
  ]

  /// Packages and system modules by room; the executable may import any.
  static let external: [String: [String]] = [
    "HTTPListener": [
      "HummingbirdCore", "HTTPTypes", "Logging", "NIOCore", "NIOHTTPTypes", "NIOPosix", "NIOSSL",
      "SwiftASN1", "X509", "Glibc",
    ],
    "CurlTransport": ["Glibc"],
    "ChildProcess": ["Subprocess", "SystemPackage", "Glibc"],
    "Planning": ["Crypto"],
    "EmbeddedAPIServer": ["Crypto"],
    "KubernetesClient": ["Tracing"],
    "OpenTelemetry": ["Logging", "Tracing"],
    "ControllerRuntime": ["Logging", "Tracing"],
    "Observability": ["Logging"],
    "Operator": ["Logging", "Tracing"],
    "Simulation": ["Logging", "Tracing", "Glibc", "Musl"],
  ]

  /// Rooms whose results must not depend on the order of a Dictionary or a Set.
  static let ordered = [
    "APIMachinery", "Backtesting", "EmbeddedAPIServer", "Forecast", "JSON", "PhysicsResources",
    "Planning",
    "RegularExpressions", "Rollout", "Scaling", "Simulation", "YAML",
  ]
}
