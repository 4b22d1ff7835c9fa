import Glibc
import NIOCore

/// Why a port cannot be served.
package enum ListenError: Error, Hashable, Sendable {
  case portInUse(ListenAddress)
  case addressNotLocal(ListenAddress)
  case notPermitted(ListenAddress)
  case unresolvedHost(ListenAddress)
  case unsupportedFamily(ListenAddress)
  case other(ListenAddress, cause: String)

  init(_ error: any Error, listeningOn address: ListenAddress) {
    switch error {
    case let error as IOError where error.errnoCode == EADDRINUSE:
      self = .portInUse(address)
    case let error as IOError where error.errnoCode == EADDRNOTAVAIL:
      self = .addressNotLocal(address)
    case let error as IOError where error.errnoCode == EACCES:
      self = .notPermitted(address)
    case let error as IOError where error.errnoCode == EAFNOSUPPORT:
      self = .unsupportedFamily(address)
    case is SocketAddressError, is SocketAddressError.UnknownHost:
      self = .unresolvedHost(address)
    default:
      self = .other(address, cause: "\(error)")
    }
  }
}

extension ListenError {
  /// How a kernel without IPv6 refuses its addresses.
  var isWithoutIPv6: Bool {
    switch self {
    case .unsupportedFamily, .addressNotLocal: true
    case .portInUse, .notPermitted, .unresolvedHost, .other: false
    }
  }
}

extension ListenError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .portInUse(let address):
      "cannot listen on \(address): the port is in use; stop its user or choose another port"
    case .addressNotLocal(let address):
      "cannot listen on \(address): no interface of this machine has that address; use 0.0.0.0 for all"
    case .notPermitted(let address):
      "cannot listen on \(address): ports below 1024 need privileges; choose a higher port"
    case .unresolvedHost(let address):
      "cannot listen on \(address): the host name does not resolve; give an IP address"
    case .unsupportedFamily(let address):
      "cannot listen on \(address): this machine has no IPv6; use 0.0.0.0 for all"
    case .other(let address, let cause):
      "cannot listen on \(address): \(cause)"
    }
  }
}
