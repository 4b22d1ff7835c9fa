extension CELSignature {
  /// The functions of Kubernetes' own libraries.
  static let libraries: [String: [CELSignature]] = [
    "ip": [
      .init([.string], returns: .opaque(.address)), .init(on: network, returns: .opaque(.address)),
    ],
    "isIP": [.init([.string], returns: .bool)],
    "ip.isCanonical": [.init([.string], returns: .bool)],
    "family": [.init(on: address, returns: .int)],
    "isUnspecified": questions(of: address), "isLoopback": questions(of: address),
    "isLinkLocalMulticast": questions(of: address), "isLinkLocalUnicast": questions(of: address),
    "isGlobalUnicast": questions(of: address),
    "cidr": [.init([.string], returns: .opaque(.network))],
    "isCIDR": [.init([.string], returns: .bool)],
    "containsIP": [
      .init(on: network, [.string], returns: .bool), .init(on: network, [address], returns: .bool),
    ],
    "containsCIDR": [
      .init(on: network, [.string], returns: .bool), .init(on: network, [network], returns: .bool),
    ],
    "masked": [.init(on: network, returns: .opaque(.network))],
    "prefixLength": [.init(on: network, returns: .int)],
    "url": [.init([.string], returns: .opaque(.url))],
    "isURL": [.init([.string], returns: .bool)],
    "getScheme": texts(of: url), "getHost": texts(of: url), "getHostname": texts(of: url),
    "getPort": texts(of: url), "getEscapedPath": texts(of: url),
    "getQuery": [
      .init(
        on: url,
        returns: .map(key: .text, value: .list(.text, maximum: nil), maximum: nil)
      )
    ],
    "semver": [
      .init([.string], returns: .opaque(.version)),
      .init([.string, .bool], returns: .opaque(.version)),
    ],
    "isSemver": [.init([.string], returns: .bool), .init([.string, .bool], returns: .bool)],
    "major": [.init(on: version, returns: .int)], "minor": [.init(on: version, returns: .int)],
    "patch": [.init(on: version, returns: .int)],
    "format.named": [.init([.string], returns: .optional(.opaque(.format)))],
    "validate": [
      .init(on: format, [.string], returns: .optional(.list(.text, maximum: nil)))
    ],
    "strings.quote": [.init([.string], returns: .text)],
    "sets.contains": setRelations, "sets.equivalent": setRelations,
    "sets.intersects": setRelations,
    "findAll": [
      .init(on: .string, [.string], returns: .list(.text, maximum: nil)),
      .init(on: .string, [.string, .int], returns: .list(.text, maximum: nil)),
    ],
    "getFullYear": calendar, "getMonth": calendar, "getDate": calendar, "getDayOfMonth": calendar,
    "getDayOfWeek": calendar, "getDayOfYear": calendar,
    "hasValue": [.init(on: .optional, returns: .bool)],
  ].merging(namedFormats) { first, _ in first }

  /// Functions whose names have a dot, and which therefore are no calls on a value.
  // order-free: it becomes a set.
  static let namespaced: Set<String> = Set(libraries.keys.filter { $0.contains(".") })
    .union(["optional.of", "optional.none", "optional.ofNonZeroValue"])

  private static let address = CELKind.opaque(.address)
  private static let network = CELKind.opaque(.network)
  private static let url = CELKind.opaque(.url)
  private static let version = CELKind.opaque(.version)
  private static let format = CELKind.opaque(.format)

  private static let namedFormats = Dictionary(
    CELNamedFormat.allCases.map { format in
      ("format.\(format.rawValue)", [CELSignature(returns: .opaque(.format))])
    }
  ) { first, _ in first }

  private static let setRelations: [CELSignature] = [.init([.list, .list], returns: .bool)]

  private static let calendar: [CELSignature] = [
    .init(on: .timestamp, returns: .int), .init(on: .timestamp, [.string], returns: .int),
  ]

  private static func questions(of kind: CELKind) -> [CELSignature] {
    [.init(on: kind, returns: .bool)]
  }

  private static func texts(of kind: CELKind) -> [CELSignature] {
    [.init(on: kind, returns: .text)]
  }

  static let versionOrder: [CELSignature] = [.init(on: version, [version], returns: .bool)]
  static let versionComparison: [CELSignature] = [.init(on: version, [version], returns: .int)]

  static let opaqueTexts: [CELSignature] = [address, network, version].map {
    .init([$0], returns: .text)
  }
}
