/// Where to listen.
package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  /// An address of this machine; `0.0.0.0` for all of them, `::` for those of IPv6 as well where there is IPv6.
  package var host: String
  /// 0 lets the system choose a free port.
  package var port: Int

  package init(host: String = "127.0.0.1", port: Int = 0) {
    self.host = host
    self.port = port
  }

  package var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
