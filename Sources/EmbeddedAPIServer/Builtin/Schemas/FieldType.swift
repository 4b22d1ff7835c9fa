/// What a field of a built-in kind holds.
indirect enum FieldType: Hashable, Sendable {
  case string
  case integer
  case number
  case boolean
  /// RFC 3339.
  case time
  /// Base64.
  case bytes
  /// `500m`; a bare number is taken as well.
  case quantity
  /// A number, or a text such as `25%`.
  case intOrString
  /// Anything at all.
  case any
  case list(FieldType)
  case map(FieldType)
  /// A named type of `BuiltInTypes`.
  case object(String)

  /// Reads the notation of `BuiltInTypes`: `string`, `[Container]`, `{quantity}`, `PodSpec`.
  init(_ text: Substring) {
    switch (text.first, text) {
    case ("[", _): self = .list(FieldType(text.dropFirst().dropLast()))
    case ("{", _): self = .map(FieldType(text.dropFirst().dropLast()))
    case (_, "string"): self = .string
    case (_, "integer"): self = .integer
    case (_, "number"): self = .number
    case (_, "boolean"): self = .boolean
    case (_, "time"): self = .time
    case (_, "bytes"): self = .bytes
    case (_, "quantity"): self = .quantity
    case (_, "intOrString"): self = .intOrString
    case (_, "any"): self = .any
    default: self = .object(String(text))
    }
  }
}
