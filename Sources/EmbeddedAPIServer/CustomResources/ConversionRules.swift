import JSON

/// How the versions of a definition are converted into each other.
enum ConversionRules {
  static func errors(_ conversion: JSONValue?, at path: FieldPath) -> [FieldError] {
    guard let conversion else { return [] }
    let strategy = conversion.text("strategy")
    let webhook = conversion["webhook"]
    let choice = CustomResourceValidation.choiceErrors(
      strategy,
      of: ["None", "Webhook"],
      at: path.child("strategy")
    )
    let client = path.child("webhookClientConfig")
    let reviews = path.child("conversionReviewVersions")
    let versions = webhook?["conversionReviewVersions"]?.arrayValue?.compactMap(\.stringValue) ?? []
    guard strategy == "Webhook" else {
      let detail = "should not be set when strategy is not set to Webhook"
      return choice + (webhook?["clientConfig"] == nil ? [] : [.forbidden(client, detail)])
        + (versions.isEmpty ? [] : [.forbidden(reviews, detail)])
    }
    return choice + clientErrors(webhook?["clientConfig"], at: client)
      + reviewErrors(versions, at: reviews)
  }

  private static func clientErrors(_ config: JSONValue?, at path: FieldPath) -> [FieldError] {
    guard let config else {
      return [.required(path, "required when strategy is set to Webhook")]
    }
    switch (config["url"]?.stringValue, config["service"]) {
    case (let url?, nil): return urlErrors(url, at: path.child("url"))
    case (nil, let service?): return serviceErrors(service, at: path.child("service"))
    case (nil, nil), (.some, .some):
      return [.required(path, "exactly one of url or service is required")]
    }
  }

  private static func urlErrors(_ url: String, at path: FieldPath) -> [FieldError] {
    let form = "; desired format: https://host[/path]"
    let scheme =
      url.split(separator: "://", maxSplits: 1).count == 2 ? url.prefix { $0 != ":" } : ""
    let rest = scheme.isEmpty ? Substring() : url.dropFirst(scheme.count + 3)
    let authority = rest.prefix { !"/?#".contains($0) }
    let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    var errors: [FieldError] = []
    if scheme != "https" {
      let detail = "'https' is the only allowed URL scheme" + form
      errors.append(.invalid(path, .string(String(scheme)), detail))
    }
    if host.isEmpty {
      errors.append(.invalid(path, "", "host must be provided" + form))
    }
    if authority.contains("@") {
      let user = String(authority.dropLast(host.count + 1))
      let detail = "user information is not permitted in the URL"
      errors.append(.invalid(path, .string(user), detail))
    }
    if let fragment = rest.firstIndex(of: "#").map({ rest[rest.index(after: $0)...] }),
      !fragment.isEmpty
    {
      let detail = "fragments are not permitted in the URL"
      errors.append(.invalid(path, .string(String(fragment)), detail))
    }
    let query = rest.prefix { $0 != "#" }.split(separator: "?", maxSplits: 1).dropFirst().first
    if let query {
      let detail = "query parameters are not permitted in the URL"
      errors.append(.invalid(path, .string(String(query)), detail))
    }
    return errors
  }

  private static func serviceErrors(_ service: JSONValue, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for field in ["name", "namespace"] where service.text(field).isEmpty {
      errors.append(.required(path.child(field), "service \(field) is required"))
    }
    let port = service["port"]?.intValue ?? 443
    if !(1...65_535).contains(port) {
      let detail = "port is not valid: must be between 1 and 65535, inclusive"
      errors.append(.invalid(path.child("port"), .integer(Int64(port)), detail))
    }
    return errors + pathErrors(service.text("path"), at: path.child("path"))
  }

  private static func pathErrors(_ urlPath: String, at path: FieldPath) -> [FieldError] {
    guard !urlPath.isEmpty, urlPath != "/" else { return [] }
    let shown = JSONValue.string(urlPath)
    if urlPath == "//" { return [.invalid(path, shown, "segment[0] may not be empty")] }
    var errors: [FieldError] = []
    if !urlPath.hasPrefix("/") { errors.append(.invalid(path, shown, "must start with a '/'")) }
    var checked = urlPath.dropFirst()
    if checked.hasSuffix("/") { checked = checked.dropLast() }
    let segments = checked.split(separator: "/", omittingEmptySubsequences: false)
    for (index, segment) in segments.enumerated() {
      if segment.isEmpty {
        errors.append(.invalid(path, shown, "segment[\(index)] may not be empty"))
        continue
      }
      errors += NameRule.subdomain.problems(of: String(segment)).map {
        .invalid(path, shown, "segment[\(index)]: \($0)")
      }
    }
    return errors
  }

  private static func reviewErrors(_ versions: [String], at path: FieldPath) -> [FieldError] {
    guard !versions.isEmpty else { return [.required(path)] }
    var errors: [FieldError] = []
    for (index, version) in versions.enumerated() {
      if versions[..<index].contains(version) {
        errors.append(.invalid(path.index(index), .string(version), "duplicate version"))
        continue
      }
      errors += NameRule.dns1035Label.problems(of: version).map {
        .invalid(path.index(index), .string(version), $0)
      }
    }
    if !versions.contains("v1"), !versions.contains("v1beta1") {
      let list = JSONValue.array(versions.map(JSONValue.string))
      errors.append(.invalid(path, list, "must include at least one of v1, v1beta1"))
    }
    return errors
  }
}
