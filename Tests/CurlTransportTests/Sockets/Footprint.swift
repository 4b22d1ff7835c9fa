import FoundationEssentials
import Glibc
import Testing

/// What this process holds: what a leak makes grow.
struct Footprint {
  let descriptors: Int
  let threads: Int
  /// Resident memory.
  let kilobytes: Int

  static func now() throws -> Footprint {
    let text = try #require(
      FileManager.default.contents(atPath: "/proc/self/statm").map {
        String(decoding: $0, as: UTF8.self)
      }
    )
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return Footprint(
      descriptors: try Process.openDescriptors(),
      threads: try Process.threads(),
      kilobytes: pages * Int(getpagesize()) / 1024
    )
  }
}

/// How often the tests of faults repeat each of them: `SOCKET_FAULTS=1000 swift test --filter Sockets` for the full measure, which
/// also prints what it held before and after; alone in its process it may judge memory as well.
enum Repetitions {
  static let full = ProcessInfo.processInfo.environment["SOCKET_FAULTS"].flatMap { Int($0) }

  static func count(otherwise few: Int) -> Int { full ?? few }

  /// Fails when a body that was repeated often enough to have warmed up leaves more behind when it is repeated on.
  static func expectNoLeak(
    of what: String,
    count: Int,
    _ body: (_ number: Int) async throws -> Void
  ) async throws {
    let warmUp = max(1, count / 5)
    for number in 0..<warmUp { try await body(number) }
    let before = try Footprint.now()
    for number in warmUp..<count { try await body(number) }
    var after = try Footprint.now()
    // Other tests of the process open and close theirs meanwhile; theirs go away.
    for number in 0..<200 where after.descriptors > before.descriptors + 20 {
      try await body(count + number)
      after = try Footprint.now()
    }
    #expect(after.descriptors <= before.descriptors + 20)
    guard full != nil else { return }
    print(
      "\(what) x \(count): descriptors \(before.descriptors) -> \(after.descriptors), threads "
        + "\(before.threads) -> \(after.threads), \(before.kilobytes) -> \(after.kilobytes) kB"
    )
    #expect(after.threads <= before.threads + 2)
    #expect(after.kilobytes - before.kilobytes <= 4_096)
  }
}
