/// The certificate with which we identify ourselves, and its key.
package struct ClientCertificate: Hashable, Sendable {
  package var chain: PEMSource
  package var key: PEMSource

  package init(chain: PEMSource, key: PEMSource) {
    self.chain = chain
    self.key = key
  }
}
