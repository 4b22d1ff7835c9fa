/// OpenTelemetry's standard environment variables, read once at the start.
///
/// Tracing is off unless an endpoint is named. As the specification has it, a value that makes no sense is told and otherwise taken as
/// unset: no typing error in a variable for traces stops an operator.
package struct TracingConfiguration: Hashable, Sendable {
  /// `nil` when traces are off.
  package private(set) var settings: TracingSettings?
  /// One sentence per value that was not taken.
  package private(set) var problems: [String] = []

  private let environment: [String: String]

  package init(environment: [String: String]) {
    self.environment = environment
    guard !isDisabled, let endpoint = endpoint(), speaksJSON() else { return }
    var settings = TracingSettings(endpoint: endpoint)
    settings.headers = headers()
    settings.certificate = exporterValue("CERTIFICATE")
    settings.resource = resource()
    if let name = value("OTEL_SERVICE_NAME") ?? named("service.name", in: settings.resource) {
      settings.serviceName = name
    }
    settings.sampler = sampler()
    settings.timeout = milliseconds(exporterName("TIMEOUT")) ?? settings.timeout
    settings.exportInterval = milliseconds("OTEL_BSP_SCHEDULE_DELAY") ?? settings.exportInterval
    settings.capacity = count("OTEL_BSP_MAX_QUEUE_SIZE") ?? settings.capacity
    settings.batch = count("OTEL_BSP_MAX_EXPORT_BATCH_SIZE") ?? settings.batch
    self.settings = settings
  }

  /// An empty variable is an unset one.
  private func value(_ name: String) -> String? {
    let text = environment[name]?.trimmed
    return text?.isEmpty ?? true ? nil : text
  }

  /// The variable for traces alone, where it is set, else the one for all signals.
  private func exporterName(_ suffix: String) -> String {
    let own = "OTEL_EXPORTER_OTLP_TRACES_\(suffix)"
    return value(own) == nil ? "OTEL_EXPORTER_OTLP_\(suffix)" : own
  }

  private func exporterValue(_ suffix: String) -> String? { value(exporterName(suffix)) }

  private mutating func reject(_ name: String, _ value: String, _ mend: String) {
    problems.append("\(name) is \(value); \(mend)")
  }
}

extension TracingConfiguration {
  private var isDisabled: Bool {
    mutating get {
      if value("OTEL_TRACES_EXPORTER") == "none" { return true }
      switch value("OTEL_SDK_DISABLED") {
      case nil: return false
      case let text? where text.lowercased() == "true": return true
      case let text? where text.lowercased() == "false": return false
      case let text?:
        reject("OTEL_SDK_DISABLED", text, "only true switches traces off")
        return false
      }
    }
  }

  private mutating func endpoint() -> TracingSettings.Endpoint? {
    if let text = value("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") {
      return endpoint(text, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") { $0.isEmpty ? "/" : $0 }
    }
    let name = "OTEL_EXPORTER_OTLP_ENDPOINT"
    return value(name).flatMap { text in
      endpoint(text, name) { path in
        path + (path.hasSuffix("/") ? "" : "/") + "v1/traces"
      }
    }
  }

  private mutating func endpoint(
    _ text: String,
    _ name: String,
    _ path: (String) -> String
  ) -> TracingSettings.Endpoint? {
    let scheme = ["http://", "https://"].first { text.lowercased().hasPrefix($0) }
    let rest = text.dropFirst(scheme?.count ?? 0)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard let scheme, !authority.isEmpty, !authority.contains("@"), !text.contains(" ") else {
      // Not repeated: what looks like a wrong address may hold a password.
      problems.append(
        "\(name) is not a URL like http://collector:4318, without user and password; "
          + "no traces are made"
      )
      return nil
    }
    return TracingSettings.Endpoint(
      origin: scheme + authority,
      target: path(String(rest.dropFirst(authority.count)))
    )
  }

  private mutating func speaksJSON() -> Bool {
    let name = exporterName("PROTOCOL")
    switch value(name) {
    case nil, "http/json": return true
    case "http/protobuf"?:
      reject(name, "http/protobuf", "JSON is sent, which collectors take at the same address")
      return true
    case let text?:
      reject(name, text, "only http/json is spoken (usually port 4318); no traces are made")
      return false
    }
  }

  private mutating func headers() -> [TracingSettings.Header] {
    let name = exporterName("HEADERS")
    return pairs(value(name) ?? "", name, isSecret: true).map { .init($0.key, $0.value) }
  }

  private mutating func resource() -> [ResourceAttribute] {
    let name = "OTEL_RESOURCE_ATTRIBUTES"
    return pairs(value(name) ?? "", name, isSecret: false).map {
      ResourceAttribute($0.key, $0.value)
    }
  }

  private func named(_ key: String, in resource: [ResourceAttribute]) -> String? {
    resource.first { $0.key == key }?.value
  }

  /// `key=value,key2=value2` with `%20` and the like.
  private mutating func pairs(
    _ text: String,
    _ name: String,
    isSecret: Bool
  ) -> [(key: String, value: String)] {
    var pairs: [(key: String, value: String)] = []
    for (index, term) in text.split(separator: ",").enumerated() {
      let parts = term.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let key = parts.first.map { String($0).trimmed } ?? ""
      guard parts.count == 2, !key.isEmpty, let value = String(parts[1]).trimmed.percentDecoded
      else {
        let shown = isSecret ? "" : ", \"\(term)\","
        problems.append("\(name): its term \(index + 1)\(shown) is not KEY=VALUE; it is left out")
        continue
      }
      pairs.append((key, value))
    }
    return pairs
  }

  private mutating func sampler() -> Sampler {
    let name = "OTEL_TRACES_SAMPLER"
    switch value(name)?.lowercased() {
    case nil, "parentbased_always_on": return .parentBased(root: .alwaysOn)
    case "always_on": return .alwaysOn
    case "always_off": return .alwaysOff
    case "traceidratio": return .traceIDRatio(ratio())
    case "parentbased_always_off": return .parentBased(root: .alwaysOff)
    case "parentbased_traceidratio": return .parentBased(root: .traceIDRatio(ratio()))
    case let text?:
      reject(
        name,
        text,
        "it must be always_on, always_off, traceidratio or one of them after parentbased_; "
          + "parentbased_always_on is used"
      )
      return .parentBased(root: .alwaysOn)
    }
  }

  private mutating func ratio() -> Double {
    guard let text = value("OTEL_TRACES_SAMPLER_ARG") else { return 1 }
    guard let ratio = Double(text), (0...1).contains(ratio) else {
      reject("OTEL_TRACES_SAMPLER_ARG", text, "it must be a number from 0 to 1; 1 is used")
      return 1
    }
    return ratio
  }

  private mutating func milliseconds(_ name: String) -> Duration? {
    count(name).map { .milliseconds($0) }
  }

  private mutating func count(_ name: String) -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text), (1...Int(Int32.max)).contains(number) else {
      reject(name, text, "it must be a whole number above 0; the default is used")
      return nil
    }
    return number
  }
}

extension String {
  fileprivate var trimmed: String {
    let rest = drop(while: \.isWhitespace)
    return String(rest.reversed().drop(while: \.isWhitespace).reversed())
  }

  /// `nil` for a percent sign without two digits behind it.
  fileprivate var percentDecoded: String? {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let code = UInt8(String(Substring(rest.prefix(2))), radix: 16) else {
        return nil
      }
      bytes.append(code)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
