import Time

extension CELFunction {
  /// Parts of a time of day and of a date; a zone such as `+02:00` may be named.
  static func calendar(_ name: String, _ operands: [CELValue]) throws(CELError) -> CELValue? {
    guard case .timestamp(let instant)? = operands.first, name.hasPrefix("get") else { return nil }
    let offset = try operands.dropFirst().first.map { zone throws(CELError) in
      try seconds(ofZone: zone.stringValue ?? "")
    }
    let local = instant + .seconds(offset ?? 0)
    let text = local.rfc3339
    let fields = text.split { "-T:Z.".contains($0) }.compactMap { Int64($0) }
    guard fields.count >= 6 else { return nil }
    let days = (local.epochSeconds - remainder(local.epochSeconds, 86_400)) / 86_400
    switch name {
    case "getFullYear": return .integer(fields[0])
    case "getMonth": return .integer(fields[1] - 1)
    case "getDate": return .integer(fields[2])
    case "getDayOfMonth": return .integer(fields[2] - 1)
    case "getDayOfWeek": return .integer(remainder(days + 4, 7))
    case "getDayOfYear":
      let first = Timestamp(rfc3339: text.prefix(4) + "-01-01T00:00:00Z")
      return first.map { .integer(days - $0.epochSeconds / 86_400) }
    case "getHours": return .integer(fields[3])
    case "getMinutes": return .integer(fields[4])
    case "getSeconds": return .integer(fields[5])
    default: return nil
    }
  }

  private static func remainder(_ value: Int64, _ divisor: Int64) -> Int64 {
    let rest = value % divisor
    return rest < 0 ? rest + divisor : rest
  }

  private static func seconds(ofZone zone: String) throws(CELError) -> Int64 {
    if zone == "UTC" || zone == "Z" { return 0 }
    let isWest = zone.hasPrefix("-")
    let parts = zone.drop { $0 == "+" || $0 == "-" }.split(separator: ":").compactMap { Int64($0) }
    guard parts.count == 2 else { throw .invalid("unknown time zone \(zone)") }
    return (isWest ? -1 : 1) * (parts[0] * 3_600 + parts[1] * 60)
  }
}
