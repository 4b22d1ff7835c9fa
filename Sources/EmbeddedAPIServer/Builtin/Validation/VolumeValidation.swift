import JSON

/// What the API server demands of the volumes of a pod.
enum VolumeValidation {
  /// The names of the sound volumes, and what is wrong with the others.
  static func check(
    _ volumes: [JSONValue],
    at path: FieldPath
  ) -> (names: Set<String>, errors: [FieldError]) {
    var names: Set<String> = []
    var errors: [FieldError] = []
    for (index, volume) in volumes.enumerated() {
      let place = path.index(index)
      let name = volume.text("name")
      var found = sourceErrors(volume, at: place)
      found += FieldChecks.requiredName(volume["name"], .label, at: place.child("name"))
      if names.contains(name) { found.append(.duplicate(place.child("name"), .string(name))) }
      if found.isEmpty { names.insert(name) }
      errors += found
    }
    return (names, errors)
  }

  /// In the order in which the server looks for them.
  private static let sources = [
    "emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs",
    "iscsi", "glusterfs", "flocker", "persistentVolumeClaim", "rbd", "cinder", "cephfs", "quobyte",
    "downwardAPI", "fc", "flexVolume", "configMap", "azureFile", "vsphereVolume",
    "photonPersistentDisk", "portworxVolume", "azureDisk", "storageos", "projected", "scaleIO",
    "csi", "ephemeral", "image",
  ]

  private static func sourceErrors(_ volume: JSONValue, at path: FieldPath) -> [FieldError] {
    let given = sources.filter { volume[$0] != nil }
    guard let first = given.first else {
      return [.required(path, "must specify a volume type")]
    }
    return errors(of: volume[first] ?? [:], first, at: path.child(first))
      + given.dropFirst().map {
        .forbidden(path.child($0), "may not specify more than 1 volume type")
      }
  }

  private static func errors(
    of source: JSONValue,
    _ name: String,
    at path: FieldPath
  ) -> [FieldError] {
    switch name {
    case "secret":
      FieldChecks.required(source["secretName"], at: path.child("secretName"))
        + itemErrors(source, at: path)
    case "configMap":
      FieldChecks.required(source["name"], at: path.child("name")) + itemErrors(source, at: path)
    case "persistentVolumeClaim":
      FieldChecks.required(source["claimName"], at: path.child("claimName"))
    case "hostPath": FieldChecks.required(source["path"], at: path.child("path"))
    case "nfs":
      FieldChecks.required(source["server"], at: path.child("server"))
        + FieldChecks.required(source["path"], at: path.child("path"))
    case "csi": FieldChecks.required(source["driver"], at: path.child("driver"))
    default: []
    }
  }

  private static func itemErrors(_ source: JSONValue, at path: FieldPath) -> [FieldError] {
    let items = source["items"]?.arrayValue ?? []
    return items.enumerated().flatMap { index, item in
      let place = path.child("items").index(index)
      return FieldChecks.required(item["key"], at: place.child("key"))
        + FieldChecks.required(item["path"], at: place.child("path"))
        + localPathErrors(item.text("path"), at: place.child("path"))
    }
  }

  /// A path that stays below where it starts.
  static func localPathErrors(_ text: String, at path: FieldPath) -> [FieldError] {
    guard !text.isEmpty else { return [] }
    var errors: [FieldError] = []
    if text.hasPrefix("/") {
      errors.append(.invalid(path, .string(text), "must be a relative path"))
    }
    if text.split(separator: "/").contains("..") {
      errors.append(.invalid(path, .string(text), "must not contain '..'"))
    }
    return errors
  }
}
