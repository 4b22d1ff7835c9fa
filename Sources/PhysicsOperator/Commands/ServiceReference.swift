import APIMachinery
import ArgumentParser
import KubernetesClient

/// Which service of which cluster a command is about.
struct ServiceReference: ParsableArguments {
  @Argument(help: "The name of the PhysicsAPI.")
  var name: String

  @OptionGroup var place: ServicePlace

  func validate() throws {
    guard !name.isEmpty, !name.contains("/") else {
      throw ValidationError("NAME is a name like fisica-api, with its namespace in -n, not \(name)")
    }
  }

  func key(in connection: ClusterConnection) -> ObjectKey {
    ObjectKey(namespace: place.namespace(of: connection), name: name)
  }
}

/// Where services are looked for.
struct ServicePlace: ParsableArguments {
  @OptionGroup var cluster: ClusterOptions

  @Option(name: [.short, .long], help: "The namespace; default: the context's.")
  var namespace: String?

  func namespace(of connection: ClusterConnection) -> String {
    namespace ?? connection.configuration.namespace
  }

  /// Does something with a connection, and closes it.
  func withConnection(_ body: (ClusterConnection) async throws -> Void) async throws {
    let connection = try ClusterConnection(cluster)
    do {
      try await body(connection)
    } catch {
      await connection.shutdown()
      throw error
    }
    await connection.shutdown()
  }
}
