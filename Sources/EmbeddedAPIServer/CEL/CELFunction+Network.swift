extension CELFunction {
  /// Addresses, networks and URLs.
  static func network(_ name: String, _ operands: [CELValue]) throws(CELError) -> CELValue? {
    switch operands.first {
    case .string(let text)?: return try parsed(name, text, operands)
    case .opaque(.address(let address))?: return about(address, name)
    case .opaque(.network(let network))?:
      return about(network, name, operands.dropFirst().first)
    case .opaque(.url(let url))?: return about(url, name)
    default: return nil
    }
  }

  private static func parsed(
    _ name: String,
    _ text: String,
    _ operands: [CELValue]
  ) throws(CELError) -> CELValue? {
    switch name {
    case "isIP": return .bool(IPAddress(text) != nil)
    case "isCIDR": return .bool(IPNetwork(text) != nil)
    case "isURL": return .bool(CELURL(text) != nil)
    case "ip":
      guard let address = IPAddress(text) else {
        throw .invalid(
          "IP Address \(GoText.quoted(text)) parse error during conversion from string"
        )
      }
      return .opaque(.address(address))
    case "ip.isCanonical":
      guard let address = IPAddress(text) else {
        throw .invalid(
          "IP Address \(GoText.quoted(text)) parse error during conversion from string"
        )
      }
      return .bool(address.text == text)
    case "cidr":
      guard let network = IPNetwork(text) else {
        throw .invalid("network address parse error during conversion from string")
      }
      return .opaque(.network(network))
    case "url":
      guard let url = CELURL(text) else {
        throw .invalid("URL parse error during conversion from string")
      }
      return .opaque(.url(url))
    default: return nil
    }
  }

  private static func about(_ address: IPAddress, _ name: String) -> CELValue? {
    let bytes = address.bytes
    let isFour = address.isVersion4
    let isLoopback = isFour ? bytes[0] == 127 : bytes == IPAddress("::1")?.bytes
    let isMulticast = isFour ? bytes[0] & 0xF0 == 0xE0 : bytes[0] == 0xFF
    let isUnspecified = bytes.allSatisfy { $0 == 0 }
    let isLinkLocal =
      isFour ? bytes[0] == 169 && bytes[1] == 254 : bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80
    switch name {
    case "family": return .integer(isFour ? 4 : 6)
    case "isUnspecified": return .bool(isUnspecified)
    case "isLoopback": return .bool(isLoopback)
    case "isLinkLocalMulticast":
      return .bool(isFour ? bytes.prefix(3) == [224, 0, 0] : isMulticast && bytes[1] & 0x0F == 2)
    case "isLinkLocalUnicast": return .bool(isLinkLocal)
    case "isGlobalUnicast":
      let isBroadcast = isFour && bytes.allSatisfy { $0 == 255 }
      return .bool(!isUnspecified && !isLoopback && !isMulticast && !isLinkLocal && !isBroadcast)
    default: return nil
    }
  }

  private static func about(
    _ network: IPNetwork,
    _ name: String,
    _ argument: CELValue?
  ) -> CELValue? {
    switch (name, argument) {
    case ("ip", nil): return .opaque(.address(network.address))
    case ("masked", nil): return .opaque(.network(network.masked))
    case ("prefixLength", nil): return .integer(Int64(network.prefixLength))
    case ("containsIP", .opaque(.address(let address))?): return .bool(network.contains(address))
    case ("containsIP", .string(let text)?):
      return IPAddress(text).map { .bool(network.contains($0)) }
    case ("containsCIDR", .opaque(.network(let other))?): return .bool(network.contains(other))
    case ("containsCIDR", .string(let text)?):
      return IPNetwork(text).map { .bool(network.contains($0)) }
    case (_, _): return nil
    }
  }

  private static func about(_ url: CELURL, _ name: String) -> CELValue? {
    switch name {
    case "getScheme": return .string(url.scheme)
    case "getHost": return .string(url.host)
    case "getHostname": return .string(url.hostname)
    case "getPort": return .string(url.port)
    case "getEscapedPath": return .string(url.path)
    case "getQuery":
      return .map(
        url.parameters.map { parameter in
          CELMapEntry(
            key: .string(parameter.name),
            value: .list(parameter.values.map(CELValue.string))
          )
        }
      )
    default: return nil
    }
  }
}
