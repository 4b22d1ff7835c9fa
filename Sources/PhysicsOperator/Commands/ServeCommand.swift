import ArgumentParser
import EmbeddedAPIServer
import HTTPListener
import Logging
import Simulation
import Time

/// The embedded API server with its simulated nodes: a cluster for kubectl, tests and laptops.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serves an embedded Kubernetes API with simulated nodes and pods.",
    discussion: discussion
  )

  @Option(help: "Where to listen; port 0 takes a free one.")
  var listen = "127.0.0.1:0"

  @OptionGroup var access: ServedAccess

  @Option(help: "Write a kubeconfig for this server to a file.")
  var kubeconfigOut: String?

  @Option(help: "Simulated nodes.")
  var nodes = 3

  @Option(help: "How much faster than real time the cluster lives.")
  var speed = 1

  @Option(help: "How long a pod needs to become ready.")
  var podStartup = "5s"

  @Option(help: "NAMESPACE/NAME=RATE: users who send so many requests per second to a service.")
  var load: [String] = []

  @Option(
    help: "WatchList=false: watches need a list before them, as in Kubernetes 1.30, 1.31 and 1.33."
  )
  var featureGates = FeatureGates.watchList

  enum FeatureGates: String, CaseIterable, ExpressibleByArgument {
    case watchList = "WatchList=true"
    case noWatchList = "WatchList=false"
  }

  @OptionGroup var faults: ServedFaults

  func validate() throws {
    guard ListenAddress(listen) != nil else {
      throw ValidationError("--listen must be HOST:PORT, not \(listen)")
    }
    guard (1...100).contains(nodes) else {
      throw ValidationError("--nodes must be 1 to 100, not \(nodes)")
    }
    guard (1...3_600).contains(speed) else {
      throw ValidationError("--speed must be 1 to 3600, not \(speed)")
    }
    guard Duration(goDuration: podStartup) != nil else {
      throw ValidationError("--pod-startup must be a duration like 5s, not \(podStartup)")
    }
  }

  func run() async throws {
    let clock = SystemClock()
    let born = clock.timestamp
    let speed = speed
    let settings = try access.settings(needsToken: kubeconfigOut != nil)
    let now: @Sendable () -> Timestamp = { born + (clock.timestamp - born) * speed }
    let cluster = SimulatedCluster(
      clusterSettings,
      now: now,
      configuration: EmbeddedAPIServer.Configuration(
        access: settings,
        streamsLists: featureGates == .watchList,
        installsGatewayAPI: true,
        onDecision: try access.onDecision()
      )
    )
    for load in load {
      let load = try ServedLoad(load)
      cluster.send(.constant(requestsPerSecond: load.requestsPerSecond), to: load.application)
    }
    let logger = LoggingSetup.logger(.text, level: .warning)
    let listener = try listener(for: cluster.server, token: settings.administratorToken)
    try await ProcessGroup.run(
      [
        { try await listener.run() },
        {
          while !Task.isCancelled {
            cluster.step(to: now())
            do { try await clock.sleep(for: .milliseconds(200)) } catch { return }
          }
        },
      ],
      logger: logger
    )
  }

  private var clusterSettings: ClusterSettings {
    var settings = ClusterSettings(seed: UInt64.random(in: .min ... .max))
    let startUp = Duration(goDuration: podStartup) ?? .seconds(5)
    settings.nodeCount = nodes
    settings.startUp = startUp...startUp
    settings.imagePull = .zero ... .seconds(1)
    return settings
  }

  /// Larger bodies than the API server takes reach it all the same, so that it refuses them in its own words.
  private static let bodyLimitBytes = 16 << 20

  private func listener(
    for server: EmbeddedAPIServer,
    token: String?
  ) throws -> HTTPListener {
    guard let address = ListenAddress(listen) else {
      throw CommandFailure("--listen must be HOST:PORT, not \(listen)")
    }
    let (path, scheme) = (kubeconfigOut, access.scheme)
    let authority = try access.authority()
    return HTTPListener(
      address: address,
      handler: try faults.handler(before: server, speed: speed),
      tls: try access.tls(),
      bodyLimitBytes: Self.bodyLimitBytes
    ) { port in
      let origin = "\(scheme)://\(address.host):\(port)"
      let kubeconfig = ServedKubeconfig(server: origin, authority: authority, token: token)
      if let path {
        do {
          try Files.writePrivately(kubeconfig.text, to: path)
        } catch {
          StandardError.write("Error: \(error)")
        }
      }
      StandardOutput.line("serving \(origin)")
    }
  }
}
