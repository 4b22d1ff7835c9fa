// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that neither the product nor its build knows of it. It speaks HTTP to running processes; the rooms whose speed
// counts by itself are linked in from next door.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "benchmarks",
  targets: [
    .target(name: "Loopback", swiftSettings: settings),
    .target(name: "JSON", swiftSettings: settings),
    .executableTarget(
      name: "DecodeBenchmark",
      dependencies: ["JSON", "Loopback"],
      swiftSettings: settings
    ),
    .target(name: "Forecast", swiftSettings: settings),
    .executableTarget(
      name: "ForecastBenchmark",
      dependencies: ["Forecast", "Loopback"],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "APIServerBenchmark",
      dependencies: ["Loopback"],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "OperatorBenchmark",
      dependencies: ["Loopback"],
      swiftSettings: settings
    ),
  ]
)
