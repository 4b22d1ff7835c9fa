/// What all transfers of one transport have in common.
struct CurlSettings: Sendable {
  let tls: TLSOptions
  /// `http://proxy:3128`; `nil` for none, whatever the environment says.
  let proxy: String?
}
