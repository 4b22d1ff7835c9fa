/// A value of the libraries for addresses, networks, URLs, versions and named formats.
enum CELOpaque: Hashable, Sendable {
  case url(CELURL)
  case address(IPAddress)
  case network(IPNetwork)
  case version(SemanticVersion)
  case format(CELNamedFormat)

  var kind: CELOpaqueKind {
    switch self {
    case .url: .url
    case .address: .address
    case .network: .network
    case .version: .version
    case .format: .format
    }
  }

  /// As `string()` gives it.
  var text: String {
    switch self {
    case .url(let url): url.text
    case .address(let address): address.text
    case .network(let network): network.text
    case .version(let version): version.text
    case .format(let format): format.rawValue
    }
  }
}

/// The types of these values, by the names that errors give.
enum CELOpaqueKind: String, Hashable, Sendable {
  case url = "kubernetes.URL"
  case address = "net.IP"
  case network = "net.CIDR"
  case version = "kubernetes.Semver"
  case format = "kubernetes.NamedFormat"
}
