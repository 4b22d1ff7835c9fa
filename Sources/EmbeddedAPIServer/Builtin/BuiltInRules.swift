import APIMachinery
import JSON

/// The rules of a kind that the server knows by itself, put together from small functions.
struct BuiltInRules: ResourceRules {
  typealias Defaulting = @Sendable (inout JSONValue) -> Void
  typealias Preparation = @Sendable (_ new: inout JSONValue, _ old: JSONValue?) -> Void
  typealias Validation = @Sendable (_ new: JSONValue, _ old: JSONValue?) -> [FieldError]

  let type: ResourceType
  var nameRule = NameRule.subdomain
  var defaulting: Defaulting = { _ in }
  var preparation: Preparation = { _, _ in }
  var validation: Validation = { _, _ in [] }
  var countsAnnotationsAsSpecification = false
  let understandsStrategicMerge = true
  var allowsUnconditionalUpdate = true

  var topology: FieldTopology { .of(type) }

  func decode(_ object: inout JSONValue) -> DecodingFindings {
    var decoder = BuiltInDecoder()
    decoder.decode(&object, kind: type.kind)
    return DecodingFindings(
      unknownFields: decoder.unknownFields,
      mismatches: decoder.mismatches
    )
  }

  func applyDefaults(_ object: inout JSONValue) { defaulting(&object) }

  func prepare(_ object: inout JSONValue, old: JSONValue?) { preparation(&object, old) }

  func validate(_ object: JSONValue, old: JSONValue?) -> [FieldError] { validation(object, old) }
}
