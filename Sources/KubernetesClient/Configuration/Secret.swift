/// A value that must not reach a log: printing it, or anything that contains it, shows that it exists and no more.
package struct Secret<Value: Hashable & Sendable>: Hashable, Sendable {
  package let value: Value

  package init(_ value: Value) {
    self.value = value
  }
}

extension Secret: CustomStringConvertible, CustomReflectable {
  package var description: String { "(secret)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
