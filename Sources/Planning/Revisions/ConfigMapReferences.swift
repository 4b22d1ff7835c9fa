import JSON
package import PhysicsResources

/// The ConfigMaps whose content belongs to a revision: those that its containers mount or read their environment from.
package enum ConfigMapReferences {
  /// Names in alphabetical order, each once.
  package static func names(in workload: WorkloadSpec) -> [String] {
    all(in: workload, under: .current).map(\.name)
  }

  /// In the order of the names, each once; under the first version the container's own alone.
  static func all(
    in workload: WorkloadSpec,
    under version: IdentityVersion
  ) -> [ConfigMapReference] {
    var found: [String: ConfigMapReference] = [:]
    var workload = workload
    if !version.readsPodTemplateAndSecrets { workload.podTemplate = [:] }
    visit(&workload) { reference in
      guard let name = reference["name"]?.stringValue else { return }
      let isOptional = reference["optional"]?.boolValue ?? false
      found[name, default: ConfigMapReference(name: name, isOptional: true)].isOptional =
        isOptional && found[name]?.isOptional ?? true
    }
    return found.values.sorted { $0.name < $1.name }
  }

  /// The workload with each name replaced by that of the revision's own copy.
  static func renamed(_ workload: WorkloadSpec, to copies: [ConfigMapCopy]) -> WorkloadSpec {
    var workload = workload
    visit(&workload) { reference in
      guard let copy = copies.first(where: { $0.original == reference["name"]?.stringValue }) else {
        return
      }
      reference["name"] = .string(copy.name)
    }
    return workload
  }

  /// Shows each reference in its place: an object with a `name`, and `optional` where that is said.
  private static func visit(_ workload: inout WorkloadSpec, _ body: (inout JSONValue) -> Void) {
    for index in workload.mounts.indices {
      guard let name = workload.mounts[index].configMap else { continue }
      var reference: JSONValue = ["name": .string(name)]
      body(&reference)
      workload.mounts[index].configMap = reference["name"]?.stringValue
    }
    for index in workload.env.indices { visit(variable: &workload.env[index], body) }
    for index in workload.envFrom.indices { workload.envFrom[index].change("configMapRef", body) }
    workload.podTemplate.change("spec") { visit(podSpec: &$0, body) }
  }

  private static func visit(podSpec: inout JSONValue, _ body: (inout JSONValue) -> Void) {
    for list in ["initContainers", "containers"] {
      podSpec.changeElements(of: list) { container in
        container.changeElements(of: "env") { visit(variable: &$0, body) }
        container.changeElements(of: "envFrom") { $0.change("configMapRef", body) }
      }
    }
    podSpec.changeElements(of: "volumes") { volume in
      volume.change("configMap", body)
      volume.change("projected") { projected in
        projected.changeElements(of: "sources") { $0.change("configMap", body) }
      }
    }
  }

  private static func visit(variable: inout JSONValue, _ body: (inout JSONValue) -> Void) {
    variable.change("valueFrom") { $0.change("configMapKeyRef", body) }
  }
}

extension JSONValue {
  /// Changes a member in its place; nothing where there is none.
  fileprivate mutating func change(_ member: String, _ body: (inout JSONValue) -> Void) {
    guard var value = self[member] else { return }
    body(&value)
    self[member] = value
  }

  fileprivate mutating func changeElements(
    of member: String,
    _ body: (inout JSONValue) -> Void
  ) {
    guard var elements = self[member]?.arrayValue else { return }
    for index in elements.indices { body(&elements[index]) }
    self[member] = .array(elements)
  }
}
