/// Where certificates or a key in PEM form are found.
package enum PEMSource: Hashable, Sendable {
  /// In memory, as a kubeconfig carries them.
  case bytes([UInt8])
  /// In a file that is read anew for each transfer, so that a rotated certificate is in use with the next one.
  case file(String)
}
