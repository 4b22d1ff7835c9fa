import Crypto

/// The access half of a cluster: its settings, and what is worked out from the stored roles.
struct AccessControl: Sendable {
  let settings: AccessSettings
  let tokenKey: SymmetricKey
  /// Whether an auditor wants to hear of decisions.
  let keepsRecords: Bool
  /// The stored roles and bindings, read; `nil` after one of them has changed.
  var policy: AccessPolicy?
  /// Whether the rules of aggregated roles are being written.
  var isAggregating = false
  private var records: [AccessRecord] = []

  init(_ settings: AccessSettings = AccessSettings(), seed: UInt64 = 0, keepsRecords: Bool = false)
  {
    self.settings = settings
    self.keepsRecords = keepsRecords
    tokenKey =
      settings.tokenKey.map { SymmetricKey(data: $0) }
      ?? SymmetricKey(data: SHA256.hash(data: Array("service account tokens of \(seed)".utf8)))
  }

  mutating func record(_ record: AccessRecord) {
    if keepsRecords { records.append(record) }
  }

  mutating func takeRecords() -> [AccessRecord] {
    defer { records = [] }
    return records
  }
}
