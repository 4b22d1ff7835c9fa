import APIMachinery
import JSON

/// What a list or a watch of a random sequence selects, and a matcher of its own.
struct SampledSelection {
  let kind: SampledKind
  let namespace: String?
  let labels: String
  let name: String?

  static let labelSelectors = ["", "x", "x=1", "x!=1", "!x", "y in (1,2),x"]

  init(_ dice: inout Dice) {
    kind = dice.pick(SampledKind.allCases)
    namespace = dice.pick([nil, "default", "kube-system"])
    labels = dice.pick(Self.labelSelectors)
    name = dice.isOne(in: 4) ? "n1" : nil
  }

  var target: String {
    let encoded = labels.replacing("=", with: "%3D").replacing(" ", with: "%20")
    let field = name.map { "&fieldSelector=metadata.name%3D\($0)" } ?? ""
    return kind.path(in: namespace) + "?labelSelector=\(encoded)\(field)"
  }

  func includes(_ object: APIObject) -> Bool {
    if let namespace, namespace != object.namespace { return false }
    if let name, name != object.name { return false }
    let (x, y) = (object.label("x"), object.label("y"))
    return switch labels {
    case "x": x != nil
    case "x=1": x == "1"
    case "x!=1": x != "1"
    case "!x": x == nil
    case "y in (1,2),x": x != nil && (y == "1" || y == "2")
    default: true
    }
  }
}
