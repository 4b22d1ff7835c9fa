/// Where in a document a field is, in the words of Kubernetes: `spec.template.spec.containers[0].image`.
package struct FieldPath: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  package let steps: [Step]

  package init(_ steps: [Step] = []) {
    self.steps = steps
  }

  package func appending(_ step: Step) -> FieldPath { FieldPath(steps + [step]) }
  package func appending(_ key: String) -> FieldPath { appending(.key(key)) }
  package func appending(_ index: Int) -> FieldPath { appending(.index(index)) }
}

extension FieldPath: CustomStringConvertible {
  /// Keys that a reader could take for several, such as `app.kubernetes.io/name`, stand in brackets.
  package var description: String {
    var text = ""
    for step in steps {
      switch step {
      case .index(let index): text += "[\(index)]"
      case .key(let key) where !key.isPlainFieldName: text += "[\(key)]"
      case .key(let key): text += text.isEmpty ? key : ".\(key)"
      }
    }
    return text
  }
}

extension String {
  fileprivate var isPlainFieldName: Bool {
    !isEmpty && utf8.allSatisfy { !".[]/ ".utf8.contains($0) }
  }
}
