import APIMachinery
import JSON

/// What a resource demands of a write beyond the rules that all objects share.
protocol ResourceRules: Sendable {
  /// Reads what a writer sent as the schema says: removes unknown fields, and refuses what is of the wrong type.
  func decode(_ object: inout JSONValue) -> DecodingFindings

  /// Fills what the writer left out.
  func applyDefaults(_ object: inout JSONValue)

  /// Overrules what the writer may not decide in this write; `old` is `nil` for a creation.
  func prepare(_ object: inout JSONValue, old: JSONValue?)

  /// Everything wrong with an object; `old` is the state it replaces.
  func validate(_ object: JSONValue, old: JSONValue?) -> [FieldError]

  /// How names must look.
  var nameRule: NameRule { get }

  /// Which list elements and maps have owners of their own.
  var topology: FieldTopology { get }

  /// Whether a change of annotations counts as a new generation, as it does for Deployments.
  var countsAnnotationsAsSpecification: Bool { get }

  /// Whether a strategic merge patch is understood; custom resources answer 415.
  var understandsStrategicMerge: Bool { get }

  /// Whether a replace without resourceVersion wins over whatever is there.
  var allowsUnconditionalUpdate: Bool { get }
}
