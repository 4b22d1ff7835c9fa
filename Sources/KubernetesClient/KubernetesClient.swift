package import APIMachinery
package import JSON
package import Transport

/// Sends requests to one API server and reads its answers; caches nothing, and retries nothing but a refused token, once.
package struct KubernetesClient: Sendable {
  /// For requests that go through the server's proxies without being API calls.
  package private(set) var transport: any HTTPTransport
  /// Scheme, host and port of the server.
  package let origin: String
  /// Stands before the path of each request; empty unless a gateway serves the cluster under a path of its own.
  package let basePath: String
  private let credentials: any CredentialProvider
  private let userAgent: String
  private var permit: SendPermit?
  private var isRehearsing = false

  /// A `Status` has a few hundred bytes; a proxy's error page a few thousand.
  private static let refusalBytesMax = 1 << 20

  /// - Parameter origin: scheme, host and port, and a path where a gateway serves the cluster under one.
  package init(
    transport: any HTTPTransport,
    origin: String,
    credentials: any CredentialProvider = FixedCredentials(),
    userAgent: String = "physics-operator"
  ) {
    self.transport = transport
    let address = ServerAddress(origin)
    self.origin = address?.origin ?? origin
    basePath = address?.basePath ?? ""
    self.credentials = credentials
    self.userAgent = userAgent
  }

  /// The same client for somebody whose right to write ends: each mutating request is sent only while `mayWrite` says so.
  ///
  /// Reads pass always. A write that comes too late throws `APIError.fenced`; nothing of it has left the process.
  package func fenced(while mayWrite: @escaping @Sendable () -> Bool) -> KubernetesClient {
    var fenced = self
    fenced.permit = SendPermit(while: mayWrite)
    return fenced
  }

  /// The same client with its transport inside another, which counts or traces what passes.
  package func through(
    _ wrapping: (any HTTPTransport) -> any HTTPTransport
  ) -> KubernetesClient {
    var wrapped = self
    wrapped.transport = wrapping(transport)
    return wrapped
  }

  /// The same client for a rehearsal: each mutating request carries `dryRun=All`, so that the server admits, defaults, validates and
  /// answers it as usual and stores nothing.
  package var rehearsing: KubernetesClient {
    var rehearsing = self
    rehearsing.isRehearsing = true
    return rehearsing
  }

  /// Sends a request and reads the JSON of its answer.
  package func json(for request: APIRequest) async throws(APIError) -> JSONValue {
    try request.json(of: await response(to: request), credentials: credentials.source)
  }

  /// Sends a request and reads the one object of its answer.
  package func object(for request: APIRequest) async throws(APIError) -> APIObject {
    try request.object(in: await json(for: request))
  }

  /// The `Authorization` header for requests that go through the server's proxies without being API calls.
  package func authorization() async throws(CredentialError) -> String? {
    try await credentials.authorization()
  }

  /// A refused token is renewed, where that is possible, and tried once more (R14).
  private func response(to request: APIRequest) async throws(APIError) -> HTTPResponse {
    let first = try await authorized(request)
    let response = try await send(first, for: request)
    guard response.head.status == 401, await canRenew(first) else { return response }
    return try await send(try await authorized(request), for: request)
  }

  private func stream(_ request: APIRequest) async throws(APIError) -> StreamedResponse {
    let first = try await authorized(request)
    let response = try await open(first, for: request)
    guard response.head.status == 401, await canRenew(first) else { return response }
    return try await open(try await authorized(request), for: request)
  }

  private func canRenew(_ refused: HTTPRequest) async -> Bool {
    await credentials.refresh(after: refused.headers["authorization"])
  }

  private func send(
    _ httpRequest: HTTPRequest,
    for request: APIRequest
  ) async throws(APIError) -> HTTPResponse {
    // Here as well as in the transport: a token may have taken its time, and not every transport looks.
    guard httpRequest.permit?.isValid ?? true else { throw .fenced(for: request.operation) }
    do {
      return try await transport.response(to: httpRequest)
    } catch .withdrawn {
      throw .fenced(for: request.operation)
    } catch {
      throw .transfer(error, for: request.operation)
    }
  }

  private func open(
    _ httpRequest: HTTPRequest,
    for request: APIRequest
  ) async throws(APIError) -> StreamedResponse {
    do {
      return try await transport.stream(httpRequest)
    } catch {
      throw .transfer(error, for: request.operation)
    }
  }

  private func refusal(
    of request: APIRequest,
    _ response: StreamedResponse
  ) async throws(APIError) -> APIError {
    do {
      let body = try await response.body.collect(upTo: Self.refusalBytesMax)
      let whole = HTTPResponse(head: response.head, body: body)
      return request.refusal(whole, credentials: credentials.source)
    } catch {
      throw .transfer(error, for: request.operation)
    }
  }

  private func authorized(_ request: APIRequest) async throws(APIError) -> HTTPRequest {
    do {
      let request = isRehearsing ? request.rehearsed : request
      var httpRequest = request.httpRequest(
        origin: origin,
        authorization: try await credentials.authorization(),
        userAgent: userAgent
      )
      httpRequest.target = basePath + httpRequest.target
      if request.method.isMutating { httpRequest.permit = permit }
      return httpRequest
    } catch {
      throw .credentials(error, for: request.operation)
    }
  }
}

extension KubernetesClient {
  package func get(_ type: ResourceType, _ key: ObjectKey) async throws(APIError) -> APIObject {
    try await object(for: .get(type, key))
  }

  /// One page; `options.continueToken` asks for the next.
  package func list(
    _ type: ResourceType,
    _ selection: ResourceSelection = .all,
    _ options: ListOptions = ListOptions()
  ) async throws(APIError) -> ObjectList {
    let request = APIRequest.list(type, selection, options)
    return try request.list(of: type, in: await json(for: request))
  }

  /// Opens a watch; the server's refusal is thrown here, what breaks later is thrown by the stream.
  package func watch(
    _ type: ResourceType,
    _ selection: ResourceSelection = .all,
    _ options: WatchOptions
  ) async throws(APIError) -> WatchStream {
    let request = APIRequest.watch(type, selection, options)
    let response = try await stream(request)
    guard response.head.isSuccess else { throw try await refusal(of: request, response) }
    try request.refuseWebPage(response.head)
    return WatchStream(response.body, for: request.operation)
  }

  /// The body behind any other path: `/version`, `/readyz`, a pod's proxy.
  ///
  /// - Parameter target: percent-encoded path and query.
  package func read(
    _ target: String,
    limits: TransferLimits = .call
  ) async throws(APIError) -> [UInt8] {
    let request = APIRequest.read(target, limits: limits)
    return try request.bytes(of: await response(to: request), credentials: credentials.source)
  }

  /// The types that a version of a group serves, in the server's order; none when the server does not know it.
  package func servedTypes(
    group: String,
    version: String
  ) async throws(APIError) -> [ResourceType] {
    let request = APIRequest.discover(group: group, version: version)
    do {
      return try request.types(group: group, version: version, in: await json(for: request))
    } catch  where error.isNotFound {
      return []
    }
  }
}
