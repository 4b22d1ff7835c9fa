import APIMachinery
import FoundationEssentials
import JSON
import KubernetesClient
import MetricsSource
import PhysicsResources
import Synchronization
import Time
import Transport

/// The ways to pods and to Prometheus, with the authorities and credentials that a resource names.
///
/// ConfigMaps and Secrets are read by name, and again after a minute: a rotated token is used soon, and 500 rollouts do not read the same
/// Secret 50 times a second. What is in a Secret never leaves this type but in a header.
final class MetricsAccess: Sendable {
  private struct Document: Sendable {
    let object: APIObject
    let readAt: Timestamp
  }

  private static let goodFor = Duration.seconds(60)

  private let client: KubernetesClient
  private let transports: MetricsTransports
  private let known = Mutex<[Place: Document]>([:])

  /// A kind and a key.
  private struct Place: Hashable {
    let type: ResourceType
    let key: ObjectKey
  }

  init(client: KubernetesClient, transports: MetricsTransports) {
    self.client = client
    self.transports = transports
  }

  /// For pods at their own addresses.
  func pods(
    of resource: PhysicsAPI,
    at now: Timestamp
  ) async throws(MetricsProblem) -> any HTTPTransport {
    let metrics = resource.spec.metrics
    guard metrics.scheme == .https else { return try transport(MetricsTrust()) }
    let name = metrics.tls.serverName
    return try transport(
      MetricsTrust(
        authority: try await authority(
          metrics.tls.caConfigMapName,
          "spec.metrics.tls.caConfigMapName",
          of: resource,
          at: now
        ),
        serverName: name.isEmpty ? resource.name : name,
        skipsVerification: metrics.tls.insecureSkipVerify
      )
    )
  }

  func prometheus(
    of resource: PhysicsAPI,
    at now: Timestamp
  ) async throws(MetricsProblem) -> PrometheusClient {
    let spec = resource.spec.metrics.prometheus
    guard !spec.url.isEmpty else {
      throw MetricsProblem(
        "nobody can be asked: set spec.metrics.prometheus.url to the server's base URL"
      )
    }
    let field = "spec.metrics.prometheus.caConfigMapName"
    let authority = try await authority(spec.caConfigMapName, field, of: resource, at: now)
    var headers = HTTPHeaders()
    if !spec.authSecretName.isEmpty {
      headers["Authorization"] = try await authorization(spec.authSecretName, of: resource, at: now)
    }
    return PrometheusClient(
      transport: try transport(MetricsTrust(authority: authority)),
      base: spec.url,
      headers: headers
    )
  }

  private func transport(_ trust: MetricsTrust) throws(MetricsProblem) -> any HTTPTransport {
    do throws(TransferError) {
      return try transports.transport(trusting: trust)
    } catch {
      throw MetricsProblem("metrics cannot be asked for: \(error)")
    }
  }

  private func authority(
    _ name: String,
    _ field: String,
    of resource: PhysicsAPI,
    at now: Timestamp
  ) async throws(MetricsProblem) -> String? {
    guard !name.isEmpty else { return nil }
    let map = try await document(.configMaps, name, field, of: resource, at: now)
    guard let authority = map.json["data"]?["ca.crt"]?.stringValue, !authority.isEmpty else {
      throw MetricsProblem("ConfigMap \(name), which \(field) names, has no ca.crt; add it, as PEM")
    }
    return authority
  }

  private func authorization(
    _ name: String,
    of resource: PhysicsAPI,
    at now: Timestamp
  ) async throws(MetricsProblem) -> String {
    let field = "spec.metrics.prometheus.authSecretName"
    let secret = try await document(.secrets, name, field, of: resource, at: now)
    if let token = secret.credential("token") { return "Bearer \(token)" }
    guard let user = secret.credential("username"), let password = secret.credential("password")
    else {
      throw MetricsProblem(
        "Secret \(name), which \(field) names, has no token and no username with password, "
          + "of printable characters; add one or the other"
      )
    }
    return "Basic \(Data("\(user):\(password)".utf8).base64EncodedString())"
  }

  private func document(
    _ type: ResourceType,
    _ name: String,
    _ field: String,
    of resource: PhysicsAPI,
    at now: Timestamp
  ) async throws(MetricsProblem) -> APIObject {
    let place = Place(
      type: type,
      key: ObjectKey(namespace: resource.namespace, name: name)
    )
    let last = known.withLock { known in
      known = known.filter { now - $0.value.readAt < Self.goodFor }
      return known[place]
    }
    if let last { return last.object }
    do throws(APIError) {
      let object = try await client.get(type, place.key)
      known.withLock { $0[place] = Document(object: object, readAt: now) }
      return object
    } catch {
      throw MetricsProblem(Self.sentence(error, type, place.key, field))
    }
  }

  private static func sentence(
    _ error: APIError,
    _ type: ResourceType,
    _ key: ObjectKey,
    _ field: String
  ) -> String {
    let what = "\(type.kind) \(key.name), which \(field) names"
    if error.isNotFound {
      return "\(what), does not exist in namespace \(key.namespace); create it"
    }
    if error.isForbidden, type == .secrets {
      return
        "\(what), may not be read; bind manifests/rbac/secrets.yaml in namespace \(key.namespace)"
    }
    return "\(what), cannot be read: \(error)"
  }
}

extension APIObject {
  /// A value of a Secret that can stand in a header; `nil` for any other.
  fileprivate func credential(_ name: String) -> String? {
    guard let encoded = json["data"]?[name]?.stringValue, let data = Data(base64Encoded: encoded)
    else { return nil }
    var bytes = Array(data)
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    guard !bytes.isEmpty, bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
