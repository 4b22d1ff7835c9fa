/// Where certificates or a key in PEM form are kept.
package enum CertificateSource: Hashable, Sendable {
  /// Inside the kubeconfig, or printed by a plugin.
  case inline(Secret<[UInt8]>)
  /// In a file that somebody may rotate while we run: it is read anew for each connection.
  case file(path: String)
}
