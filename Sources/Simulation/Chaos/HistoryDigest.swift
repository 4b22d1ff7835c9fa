import APIMachinery
import EmbeddedAPIServer
import JSON
import Time

/// A number that stands for a whole history: every write with its time, its version and what it left behind.
///
/// FNV-1a in 64 bits: two histories that differ have the same number once in 2⁶⁴ times, and nobody tries to make them agree.
struct HistoryDigest: Hashable, Sendable {
  private static let offset: UInt64 = 0xCBF2_9CE4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01B3

  private var state = offset

  mutating func add(_ record: WriteRecord, at now: Timestamp) {
    add(
      "\(now.rfc3339Micro) \(record.resourceVersion) \(record.userAgent) \(record.manager) "
        + "\(record.verb.rawValue) \(record.type.plural)/\(record.subresource) \(record.key) "
    )
    add(record.new?.json.jsonBytes ?? [])
  }

  private mutating func add(_ text: String) {
    add(Array(text.utf8))
  }

  private mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { state = (state ^ UInt64(byte)) &* Self.prime }
    // Where one ends and the next one begins counts as well.
    state = (state ^ UInt64(bytes.count)) &* Self.prime
  }

  /// Sixteen hexadecimal digits.
  var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
