import JSON

/// What the names of fields say about their values, for all kinds that we write.
extension FieldPath {
  /// Whether the value here is a quantity: `limits.cpu`, `target.averageValue`, `emptyDir.sizeLimit`.
  var isQuantity: Bool {
    guard case .key(let key) = steps.last else { return false }
    switch key {
    case "averageValue", "sizeLimit", "divisor": return true
    case "value": return parentKey == "target"
    case _:
      switch parentKey {
      case "requests", "limits", "hard", "capacity", "allocatable", "overhead": return true
      case .some, nil: return false
      }
    }
  }

  /// Whether the elements of the list here are told apart by a key of their own (or are a set), so that order means nothing.
  var isUnorderedList: Bool {
    switch key {
    case "containers", "initContainers", "ephemeralContainers", "env", "ports", "volumes",
      "volumeMounts", "volumeDevices", "imagePullSecrets", "hostAliases", "conditions",
      "topologySpreadConstraints", "ownerReferences", "finalizers":
      true
    case .some, nil: false
    }
  }

  /// Whether other writers add elements of their own to the list here.
  var isSharedList: Bool {
    switch key {
    case "conditions", "ownerReferences", "finalizers": true
    case .some, nil: false
    }
  }

  /// Whether an empty object here is dropped: a map, not a struct such as `emptyDir: {}` whose presence alone means something.
  var isMapOfStrings: Bool {
    switch key {
    case "labels", "annotations", "matchLabels", "nodeSelector", "requests", "limits", "data": true
    case .some, nil: false
    }
  }

  private var key: String? {
    if case .key(let key) = steps.last { key } else { nil }
  }

  private var parentKey: String? { FieldPath(Array(steps.dropLast())).key }
}
