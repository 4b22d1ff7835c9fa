import JSON
package import PhysicsResources

/// The ConfigMaps whose content belongs to a revision: those that the container mounts or reads its environment from.
package enum ConfigMapReferences {
  /// Names in alphabetical order, each once.
  package static func names(in workload: WorkloadSpec) -> [String] {
    let mounted = workload.mounts.compactMap(\.configMap)
    let single = workload.env.compactMap {
      $0["valueFrom"]?["configMapKeyRef"]?["name"]?.stringValue
    }
    let whole = workload.envFrom.compactMap { $0["configMapRef"]?["name"]?.stringValue }
    return Set(mounted + single + whole).sorted()
  }

  /// The workload with each name replaced by that of the revision's own copy.
  static func renamed(_ workload: WorkloadSpec, to copies: [ConfigMapCopy]) -> WorkloadSpec {
    func copyName(_ name: String) -> String { copies.first { $0.original == name }?.name ?? name }
    var workload = workload
    for index in workload.mounts.indices {
      workload.mounts[index].configMap = workload.mounts[index].configMap.map(copyName)
    }
    workload.env = workload.env.map { variable in
      guard let name = variable["valueFrom"]?["configMapKeyRef"]?["name"]?.stringValue else {
        return variable
      }
      var variable = variable
      variable["valueFrom"]?["configMapKeyRef"]?["name"] = .string(copyName(name))
      return variable
    }
    workload.envFrom = workload.envFrom.map { source in
      guard let name = source["configMapRef"]?["name"]?.stringValue else { return source }
      var source = source
      source["configMapRef"]?["name"] = .string(copyName(name))
      return source
    }
    return workload
  }
}
