package import APIMachinery
package import KubernetesClient
import JSON
import PhysicsResources
package import Planning
package import Time

/// Reads one service with what belongs to it, once.
package struct ServiceReader: Sendable {
  /// What is read besides the resource.
  static let childTypes: [ResourceType] = [.deployments, .horizontalPodAutoscalers, .pods]

  private let client: KubernetesClient

  package init(client: KubernetesClient) {
    self.client = client
  }

  /// The service; a child type that may not be read is said so in the report, for the status alone tells most of it.
  package func report(of key: ObjectKey, at now: Timestamp) async throws(ServiceReadError)
    -> ServiceReport
  {
    let object = try await resource(key)
    var children = ObservedChildren()
    var unread: [String] = []
    for type in Self.childTypes {
      do throws(APIError) {
        let list = try await client.list(type, Self.selection(of: key))
        for child in list.items { children.insert(child, as: type) }
      } catch  where error.isForbidden {
        unread.append("\(error)")
      } catch {
        throw .api(error)
      }
    }
    return ServiceReport(object, children: children, unread: unread, at: now)
  }

  package func resource(_ key: ObjectKey) async throws(ServiceReadError) -> APIObject {
    do {
      return try await client.get(.physicsAPIs, key)
    } catch  where error.isNotFound {
      throw await unknown(key)
    } catch {
      throw .api(error)
    }
  }

  /// Every service of a namespace, in the order of their names, without its children.
  package func services(in namespace: String) async throws(ServiceReadError) -> [APIObject] {
    do {
      return try await client.list(.physicsAPIs, ResourceSelection(namespace: namespace)).items
        .sorted { $0.key < $1.key }
    } catch  where error.isNotFound {
      throw .noDefinition
    } catch {
      throw .api(error)
    }
  }

  static func selection(of key: ObjectKey) -> ResourceSelection {
    ResourceSelection(
      namespace: key.namespace,
      labels: LabelSelector(equals: [Keys.service: .string(key.name)])
    )
  }

  /// A 404 of a name, or of the kind as a whole.
  private func unknown(_ key: ObjectKey) async -> ServiceReadError {
    do throws(ServiceReadError) {
      return .unknown(key, others: try await services(in: key.namespace).map(\.name))
    } catch .noDefinition {
      return .noDefinition
    } catch {
      return .unknown(key, others: [])
    }
  }
}
