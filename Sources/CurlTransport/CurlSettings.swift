/// What all transfers of one transport have in common.
struct CurlSettings: Sendable {
  /// Asked for each transfer: what it says of a certificate holds from the next connection on.
  let tls: @Sendable () -> TLSOptions
  /// `http://proxy:3128`; `nil` for none, whatever the environment says.
  let proxy: String?
}
