/// Certificates or a key in PEM form, and the file that they came from, for errors to name.
package struct PEMFile: Sendable {
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
