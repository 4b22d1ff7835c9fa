// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// Tests are compiled once and run once: optimising them costs minutes and saves seconds.
let testSettings = settings + [.unsafeFlags(["-Onone"], .when(configuration: .release))]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let tracing = Target.Dependency.product(name: "Tracing", package: "swift-distributed-tracing")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

/// One room of the house; docs/architecture.md says what belongs in it and what it may import.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
  of name: String,
  _ dependencies: [Target.Dependency] = [],
  exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests",
    dependencies: [.target(name: name)] + dependencies,
    exclude: exclude,
    swiftSettings: testSettings
  )
}

/// libFuzzer's own `main` and its instrumentation are wanted by nobody but `hack/fuzz.sh`.
let fuzzing: [Target] =
  Context.environment["FUZZING"] == "1"
  ? [
    .executableTarget(
      name: "Fuzzing",
      dependencies: ["FuzzTargets"],
      path: "Tests/Fuzzing",
      swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]
    )
  ] : []

let package = Package(
  name: "physics-operator",
  products: [.executable(name: "physics-operator", targets: ["PhysicsOperator"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-distributed-tracing", exact: "1.7.3"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2", traits: []),
  ],
  targets: [
    // Tier 0
    .systemLibrary(
      name: "CCurl",
      pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]
    ),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    room("Time"),
    room("JSON"),
    room("YAML", ["JSON", "CYAML"]),
    room("APIMachinery", ["JSON", "Time"]),
    room("RegularExpressions"),
    room("Transport"),
    room("Metering"),
    room("Forecast"),
    // Tier 1
    room("Rollout", ["Time"]),
    room("Scaling", ["Forecast", "Time"]),
    room("PhysicsResources", ["APIMachinery", "JSON", "RegularExpressions", "Time"]),
    room("Backtesting", ["Forecast", "Scaling", "JSON", "Time"]),
    room(
      "KubernetesClient",
      ["APIMachinery", "JSON", "YAML", "Transport", "Metering", "Time", tracing]
    ),
    room("OpenTelemetry", ["JSON", "Transport", "Metering", "Time", logging, tracing]),
    room("MetricsSource", ["JSON", "RegularExpressions", "Transport", "Time"]),
    // Tier 2
    room(
      "Planning",
      [
        "Rollout", "Scaling", "Forecast", "PhysicsResources", "APIMachinery", "JSON", "Time",
        crypto,
      ]
    ),
    room("CurlTransport", ["Transport", "CCurl"]),
    room(
      "ChildProcess",
      [
        "KubernetesClient", "Time", .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ]
    ),
    room(
      "HTTPListener",
      [
        "Transport", logging,
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "SwiftASN1", package: "swift-asn1"),
        .product(name: "X509", package: "swift-certificates"),
      ]
    ),
    room(
      "ControllerRuntime",
      ["KubernetesClient", "APIMachinery", "JSON", "Metering", "Time", logging, tracing]
    ),
    room(
      "EmbeddedAPIServer",
      [
        "KubernetesClient", "APIMachinery", "JSON", "YAML", "RegularExpressions", "Transport",
        "Time", crypto,
      ]
    ),
    room("Observability", ["JSON", "Transport", "Metering", "Time", logging]),
    // Tier 3
    room(
      "Operator",
      [
        "Planning", "Rollout", "Scaling", "Forecast", "PhysicsResources", "ControllerRuntime",
        "MetricsSource", "Observability", "KubernetesClient", "APIMachinery", "JSON", "Transport",
        "Metering", "Time", logging, tracing,
      ]
    ),
    // Tier 4
    room(
      "Simulation",
      [
        "Operator", "EmbeddedAPIServer", "Planning", "Rollout", "Scaling", "Forecast",
        "PhysicsResources", "ControllerRuntime", "MetricsSource", "KubernetesClient",
        "APIMachinery", "JSON", "YAML", "Transport", "Time", logging, tracing,
      ]
    ),
    // Tier 5
    .executableTarget(
      name: "PhysicsOperator",
      dependencies: [
        "Simulation", "Operator", "EmbeddedAPIServer", "Backtesting", "Planning", "Rollout",
        "Scaling", "Forecast", "PhysicsResources", "ControllerRuntime", "MetricsSource",
        "Observability",
        "OpenTelemetry", "CurlTransport", "ChildProcess", "HTTPListener", "KubernetesClient",
        "APIMachinery", "JSON", "YAML", "Transport", "Metering", "Time", logging,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings
    ),
    .testTarget(name: "TidyTests", swiftSettings: settings),
    // The chart, the manifests and the pages that are kept in step with the code.
    .testTarget(
      name: "PackagingTests",
      dependencies: ["JSON", "YAML"],
      swiftSettings: testSettings
    ),
    // Readers of bytes from outside, each with its laws; played by their own tests and by `hack/fuzz.sh`.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "EmbeddedAPIServer", "KubernetesClient", "MetricsSource", "PhysicsResources",
        "APIMachinery", "JSON", "YAML", "RegularExpressions", "Transport", "Metering", "Time",
      ],
      path: "Tests/FuzzTargets",
      swiftSettings: settings
    ),
    tests(of: "FuzzTargets", exclude: ["Corpus"]),
    // Clients of other people against `serve`.
    .testTarget(
      name: "ClientTests",
      dependencies: [
        "Simulation", "HTTPListener", "Time",
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      exclude: ["Fixtures"],
      swiftSettings: testSettings
    ),
    tests(of: "Time"),
    tests(of: "JSON"),
    tests(of: "YAML", ["JSON"]),
    tests(of: "APIMachinery", ["JSON", "Time"]),
    tests(of: "RegularExpressions"),
    tests(of: "Transport"),
    tests(of: "Metering"),
    tests(
      of: "OpenTelemetry",
      ["CurlTransport", "HTTPListener", "JSON", "Transport", "Metering", "Time", logging, tracing]
    ),
    tests(of: "Forecast"),
    tests(of: "Rollout", ["Time"]),
    // Simulates for seconds: the one test that is optimised in a release build.
    .testTarget(name: "RolloutFiguresTests", dependencies: ["Rollout"], swiftSettings: settings),
    tests(of: "Scaling", ["Forecast", "Time"]),
    // Simulates days of traffic for seconds, like the one above.
    .testTarget(
      name: "BacktestingTests",
      dependencies: ["Backtesting", "Forecast", "Scaling", "JSON", "Time"],
      swiftSettings: settings
    ),
    tests(
      of: "PhysicsResources",
      ["APIMachinery", "JSON", "YAML", "Time"],
      exclude: ["Fixtures"]
    ),
    tests(
      of: "KubernetesClient",
      [
        "EmbeddedAPIServer", "APIMachinery", "JSON", "YAML", "Transport", "Metering", "Time",
        tracing,
      ]
    ),
    tests(of: "MetricsSource", ["CurlTransport", "JSON", "Transport", "Time"]),
    tests(
      of: "Planning",
      ["Rollout", "Scaling", "Forecast", "PhysicsResources", "APIMachinery", "JSON", "Time"],
      exclude: ["Fixtures"]
    ),
    tests(
      of: "CurlTransport",
      [
        "ControllerRuntime", "EmbeddedAPIServer", "HTTPListener", "KubernetesClient",
        "APIMachinery",
        "JSON", "Transport", "Time", logging,
      ]
    ),
    tests(of: "HTTPListener", ["Transport"]),
    tests(of: "ChildProcess", ["KubernetesClient", "Time"]),
    tests(
      of: "ControllerRuntime",
      [
        "EmbeddedAPIServer", "KubernetesClient", "APIMachinery", "JSON", "Transport", "Metering",
        "Time", logging,
      ]
    ),
    tests(
      of: "EmbeddedAPIServer",
      ["KubernetesClient", "PhysicsResources", "APIMachinery", "JSON", "YAML", "Transport", "Time"]
    ),
    tests(
      of: "Operator",
      [
        "Simulation", "EmbeddedAPIServer", "OpenTelemetry", "Observability", "ControllerRuntime",
        "CurlTransport", "HTTPListener", "PhysicsResources", "KubernetesClient", "APIMachinery",
        "JSON", "YAML", "Transport", "Metering", "Time", logging, tracing,
      ]
    ),
    .testTarget(
      name: "KubernetesSemanticsTests",
      dependencies: [
        "EmbeddedAPIServer", "CurlTransport", "HTTPListener", "KubernetesClient",
        "PhysicsResources", "APIMachinery", "JSON", "Transport", "Time",
      ],
      swiftSettings: testSettings
    ),
    tests(of: "Observability", ["JSON", "Transport", "Time", logging]),
    tests(
      of: "Simulation",
      [
        "Operator", "EmbeddedAPIServer", "Planning", "Rollout", "Scaling", "Forecast",
        "PhysicsResources", "KubernetesClient", "APIMachinery", "JSON", "Transport", "Time",
        "Observability", logging,
      ]
    ),
  ] + fuzzing
)

/// `ONLY_TESTS=RolloutTests` leaves that bundle and the rooms that it needs, for whoever builds it again and again (`hack/mutations.sh`).
if let only = Context.environment["ONLY_TESTS"] {
  var needed = Set(only.split(separator: ",").map(String.init))
  // They start the program.
  if needed.contains("OperatorTests") { needed.insert("PhysicsOperator") }
  var known = 0
  while known < needed.count {
    known = needed.count
    for target in package.targets where needed.contains(target.name) {
      needed.formUnion(target.dependencies.compactMap(\.nameOfOurs))
    }
  }
  package.targets.removeAll { !needed.contains($0.name) }
  if !needed.contains("PhysicsOperator") { package.products = [] }
}

extension Target.Dependency {
  /// The room, if it is one of ours and not a product of another package.
  var nameOfOurs: String? {
    switch self {
    case .targetItem(let name, _), .byNameItem(let name, _): name
    default: nil
    }
  }
}
