/// How traces are made and where they go.
package struct TracingSettings: Hashable, Sendable {
  package struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// Scheme, host and port.
    package let origin: String
    /// Path and query.
    package let target: String

    package var description: String { origin + target }
  }

  /// A header field for the collector, often with a key in it: its value never shows.
  package struct Header: Hashable, Sendable, CustomStringConvertible {
    package struct Value: Hashable, Sendable, CustomStringConvertible {
      package let value: String
      package var description: String { "[redacted]" }
    }

    package let name: String
    package let value: Value

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = Value(value: value)
    }

    package var description: String { "\(name): \(value)" }
  }

  package var endpoint: Endpoint
  package var headers: [Header] = []
  /// A file with the certificates that vouch for the collector; `nil` for those of the system.
  package var certificate: String?
  package var serviceName = "physics-operator"
  /// What the user says of this process, in the order given.
  package var resource: [ResourceAttribute] = []
  package var sampler = Sampler.parentBased(root: .alwaysOn)
  /// Of one export.
  package var timeout = Duration.seconds(10)
  /// Between exports, as long as no batch is full.
  package var exportInterval = Duration.seconds(5)
  package var capacity = SpanBuffer.capacityDefault
  package var batch = SpanBuffer.batchDefault

  package init(endpoint: Endpoint) {
    self.endpoint = endpoint
  }

  /// The whole resource: the user's word goes before what is found out about the process.
  ///
  /// - Parameter found: what is known without being told, the pod's name for one.
  package func resource(with found: [ResourceAttribute]) -> [ResourceAttribute] {
    let name = ResourceAttribute("service.name", serviceName)
    var all: [ResourceAttribute] = []
    for attribute in [name] + resource + found
    where !all.contains(where: { $0.key == attribute.key }) {
      all.append(attribute)
    }
    return all.sorted { $0.key < $1.key }
  }
}
