/// A network in CIDR notation: an address and how many of its bits count.
struct IPNetwork: Hashable, Sendable {
  let address: IPAddress
  let prefixLength: Int

  init(address: IPAddress, prefixLength: Int) {
    self.address = address
    self.prefixLength = prefixLength
  }

  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let address = IPAddress(parts[0]),
      parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(parts[1]),
      parts[1].count == 1 || !parts[1].hasPrefix("0"), length <= address.bytes.count * 8
    else { return nil }
    self.init(address: address, prefixLength: length)
  }

  var text: String { "\(address.text)/\(prefixLength)" }

  /// The network with the bits behind the prefix cleared.
  var masked: IPNetwork {
    var bytes = address.bytes
    for index in bytes.indices {
      let kept = min(8, max(0, prefixLength - index * 8))
      bytes[index] &= kept == 0 ? 0 : UInt8(truncatingIfNeeded: 0xFF << (8 - kept))
    }
    return IPNetwork(address: IPAddress(bytes: bytes), prefixLength: prefixLength)
  }

  func contains(_ other: IPAddress) -> Bool {
    other.bytes.count == address.bytes.count
      && IPNetwork(address: other, prefixLength: prefixLength).masked == masked
  }

  func contains(_ other: IPNetwork) -> Bool {
    other.prefixLength >= prefixLength && contains(other.address)
  }
}
