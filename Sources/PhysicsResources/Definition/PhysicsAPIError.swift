package import APIMachinery

/// A PhysicsAPI that cannot be worked on, with everything that is wrong in it.
package struct PhysicsAPIError: Error, Hashable, Sendable, CustomStringConvertible {
  package let object: ObjectKey
  /// Never empty.
  package let findings: [Finding]

  package init(object: ObjectKey, findings: [Finding]) {
    self.object = object
    self.findings = findings
  }

  package var description: String {
    "PhysicsAPI \(object) is refused: \(findings.map(\.description).joined(separator: "; "))"
  }
}
