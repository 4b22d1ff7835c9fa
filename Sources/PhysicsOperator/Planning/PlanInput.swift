import APIMachinery
import FoundationEssentials
import JSON
import PhysicsResources
import YAML

/// The objects that a user hands to `plan`: PhysicsAPIs, and whatever lies beside them.
struct PlanInput {
  let resources: [APIObject]
  let configMaps: [APIObject]

  /// Reads files, folders and, for `-`, standard input.
  init(_ paths: [String], namespace: String) throws {
    var objects: [APIObject] = []
    for path in paths {
      for file in try path == "-" ? ["-"] : Files.documents(at: path) {
        objects += try Self.objects(in: file)
      }
    }
    let placed = objects.map { Self.placed($0, in: namespace) }
    resources = placed.filter { $0.kind == ResourceType.physicsAPIs.kind }
    configMaps = placed.filter { $0.kind == ResourceType.configMaps.kind }
    guard !resources.isEmpty else {
      throw CommandFailure(
        "no PhysicsAPI is in \(paths.joined(separator: ", ")); "
          + "give a file with kind: PhysicsAPI (see manifests/samples)"
      )
    }
  }

  /// Every object of a file, lists taken apart.
  static func objects(in path: String) throws -> [APIObject] {
    let text: String
    if path == "-" {
      var lines = ""
      while let line = readLine(strippingNewline: false) { lines += line }
      text = lines
    } else {
      do {
        text = String(decoding: try Files.read(path), as: UTF8.self)
      } catch {
        throw CommandFailure("\(path) cannot be read: \(error); check the path and its permissions")
      }
    }
    do {
      return try YAML.parse(text).flatMap { document in
        document["items"]?.arrayValue ?? [document]
      }.map { APIObject($0) }
    } catch {
      throw CommandFailure("\(path) is not YAML: \(error); mend the file there")
    }
  }

  private static func placed(_ object: APIObject, in namespace: String) -> APIObject {
    guard object.namespace.isEmpty else { return object }
    var object = object
    object.metadata["namespace"] = .string(namespace)
    return object
  }
}
