/// Why TLS cannot be served with the files given.
package enum TLSSettingsError: Error, Hashable, Sendable {
  case noCertificate(String)
  case noKey(String)
  case keyOfAnotherCertificate(certificate: String, key: String)
}

extension TLSSettingsError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noCertificate(let path):
      "\(path) holds no certificate in PEM form; give a file with a BEGIN CERTIFICATE block"
    case .noKey(let path):
      "\(path) holds no usable private key in PEM form; give one without a passphrase, "
        + "with a BEGIN PRIVATE KEY block"
    case .keyOfAnotherCertificate(let certificate, let key):
      "\(key) is not the key of the certificate in \(certificate); give the key that belongs to it"
    }
  }
}
