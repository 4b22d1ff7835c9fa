import JSON
import ArgumentParser
import PhysicsResources
import YAML

enum DocumentFormat: String, ExpressibleByArgument, CaseIterable {
  case yaml
  case json
}

/// Prints the custom resource definition that the Swift types generate.
struct CRDCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crd",
    abstract: "Prints the custom resource definition, generated from the types."
  )

  @Option(name: [.customShort("o"), .customLong("output")], help: "yaml or json.")
  var output = DocumentFormat.yaml

  func run() {
    switch output {
    case .yaml: print(YAML.write(CustomResourceDefinition.physicsAPI), terminator: "")
    case .json: print(CustomResourceDefinition.physicsAPI.prettyJSONText)
    }
  }
}
