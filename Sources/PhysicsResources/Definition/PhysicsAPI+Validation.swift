package import APIMachinery
import JSON

extension PhysicsAPI {
  /// Everything that the custom resource definition refuses in an object, with its sentences, and what only we can see.
  package static func validate(_ object: APIObject) -> [Finding] {
    readSpec(of: object).findings
  }

  static func readSpec(of object: APIObject) -> (spec: PhysicsAPISpec, findings: [Finding]) {
    var collector = FindingCollector(at: "")
    checkKind(of: object, &collector)
    collector.member("metadata") { collector in
      collector.member("name") { collector in
        nameRule.violation(object.name).map { collector.report($0) }
      }
    }
    let spec = collector.member("spec") { collector in
      guard let json = object.json["spec"], !json.isNull else {
        collector.report("is required")
        return PhysicsAPISpec()
      }
      return PhysicsAPISpec.read(json, from: PhysicsAPISpec(), &collector) ?? PhysicsAPISpec()
    }
    return (spec, collector.findings)
  }

  private static func checkKind(of object: APIObject, _ collector: inout FindingCollector) {
    let type = ResourceType.physicsAPIs
    let expected = [
      ("apiVersion", type.apiVersion, object.apiVersion), ("kind", type.kind, object.kind),
    ]
    for (field, wanted, given) in expected where wanted != given {
      collector.member(field) { $0.report("must be \(wanted), not \"\(given)\"") }
    }
  }

  /// Children append up to 9 characters (`-` and a revision) and pods up to 17 more to the name, and all must stay valid labels.
  static let nameRule = Rule<String>(
    "size(self.metadata.name) <= \(longestName) && self.metadata.name.matches('\(namePattern.expression)')",
    messageExpression: "'metadata.name must \(nameMeaning), not %s'.format([self.metadata.name])"
  ) { name in
    name.utf8.count <= longestName && namePattern.matches(name)
      ? nil : "metadata.name must \(nameMeaning), not \(name)"
  }

  private static let longestName = 40
  private static let namePattern = TextPattern(
    expression: "^[a-z]([-a-z0-9]*[a-z0-9])?$",
    meaning: "a DNS label"
  )
  private static let nameMeaning =
    "have at most \(longestName) characters, begin with a letter "
    + "and consist of lower-case letters, digits and -, because names of children are made from it"
}
