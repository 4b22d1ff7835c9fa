// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that neither the product nor its build knows of it. It speaks HTTP to a running server and needs nothing else.
let package = Package(
  name: "benchmarks",
  targets: [
    .executableTarget(
      name: "APIServerBenchmark",
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
      ]
    )
  ]
)
