/// A pod that is asked about: what we know it by, and what Prometheus knows it by.
package struct MeasuredPod: Hashable, Sendable {
  package let uid: String
  package let name: String

  package init(uid: String, name: String) {
    self.uid = uid
    self.name = name
  }
}
