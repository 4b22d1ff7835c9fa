import JSON

/// How one kind of value looks on the wire: its schema, its reader and its writer, made together so that they cannot disagree.
package struct Shape<Value: Hashable & Sendable>: Sendable {
  /// What reading begins from where nothing is given.
  let blank: Value
  /// The OpenAPI node, given the value that stands where the user says nothing; `nil` leaves nested defaults out (status).
  let schema: @Sendable (_ initial: Value?) -> JSONObject
  /// Reads a value that is present and reports whatever is wrong; `nil` when nothing of it can be read.
  ///
  /// An object is read as far as it goes, so that one bad field of a status does not cost its neighbours.
  let read: @Sendable (JSONValue, _ initial: Value, inout FindingCollector) -> Value?
  let write: @Sendable (Value) -> JSONValue

  init(
    blank: Value,
    schema: @escaping @Sendable (_ initial: Value?) -> JSONObject,
    read: @escaping @Sendable (JSONValue, _ initial: Value, inout FindingCollector) -> Value?,
    write: @escaping @Sendable (Value) -> JSONValue
  ) {
    self.blank = blank
    self.schema = schema
    self.read = read
    self.write = write
  }

  /// A shape of single values, whose schema does not depend on defaults below it.
  ///
  /// - Parameter parse: the value, or the sentence that says what is wrong with the document.
  init(
    blank: Value,
    schema: JSONObject,
    parse: @escaping @Sendable (JSONValue) -> Parsed<Value>,
    write: @escaping @Sendable (Value) -> JSONValue
  ) {
    self.init(
      blank: blank,
      schema: { _ in schema },
      read: { json, _, findings in
        switch parse(json) {
        case .value(let value): return value
        case .refused(let message):
          findings.report(message)
          return nil
        }
      },
      write: write
    )
  }

  /// This shape with one more condition on its values.
  func satisfying(_ rule: Rule<Value>) -> Shape {
    Shape(
      blank: blank,
      schema: { initial in schema(initial).adding(rule.schema) },
      read: { json, initial, findings in
        let before = findings.findings.count
        let value = read(json, initial, &findings)
        if findings.findings.count == before, let value, let violation = rule.violation(value) {
          findings.report(violation)
        }
        return value
      },
      write: write
    )
  }
}

/// What reading a single value gives.
enum Parsed<Value> {
  case value(Value)
  case refused(String)
}

extension JSONObject {
  /// This node with one more entry in `x-kubernetes-validations`.
  func adding(_ rule: JSONValue) -> JSONObject {
    var node = self
    let key = "x-kubernetes-validations"
    node[key] = .array((node[key]?.arrayValue ?? []) + [rule])
    return node
  }
}

extension JSONValue {
  /// How a sentence quotes a refused value: short, and on one line.
  var quoted: String {
    let text = stringValue ?? jsonText
    let shown = text.count > 60 ? "\(text.prefix(60))…" : text
    return stringValue == nil ? shown : "\"\(shown)\""
  }
}
