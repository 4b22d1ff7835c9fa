import NIOSSL
import SwiftASN1
import Transport
import X509

extension ClientIdentity {
  /// The subject of a verified certificate; `nil` when that names nobody.
  init?(certificate: NIOSSLCertificate) throws {
    let subject = try Certificate(derEncoded: certificate.toDERBytes()).subject
    let attributes = subject.flatMap { Array($0) }
    let values = { (type: ASN1ObjectIdentifier) in
      attributes.filter { $0.type == type }.compactMap { String($0.value) }
    }
    guard let name = values(.RDNAttributeType.commonName).last, !name.isEmpty else { return nil }
    self.init(
      commonName: name,
      organizations: values(.RDNAttributeType.organizationName)
    )
  }
}
