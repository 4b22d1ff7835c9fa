import Glibc

/// Certificates and keys as they lie on the disk now, for they are rotated while we run.
///
/// What was read last stands in for a file that is gone, empty or half written at the moment.
struct PEMFiles {
  private var known: [String: [UInt8]] = [:]

  mutating func bytes(of source: PEMSource) throws(PEMFileError) -> [UInt8] {
    switch source {
    case .bytes(let bytes): return bytes
    case .file(let path):
      do {
        return try bytes(at: path)
      } catch {
        guard let bytes = known[path] else { throw error }
        return bytes
      }
    }
  }

  private mutating func bytes(at path: String) throws(PEMFileError) -> [UInt8] {
    let bytes = try Self.read(path)
    guard bytes != known[path] else { return bytes }
    guard Self.isWhole(bytes) else { throw .notPEM(path: path) }
    known[path] = bytes
    return bytes
  }

  /// At least one block, and the last one with its end.
  private static func isWhole(_ bytes: [UInt8]) -> Bool {
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let begins = lines.lastIndex { $0.starts(with: "-----BEGIN ".utf8) }
    let ends = lines.lastIndex { $0.starts(with: "-----END ".utf8) }
    guard let begins, let ends else { return false }
    return begins < ends
  }

  private static func read(_ path: String) throws(PEMFileError) -> [UInt8] {
    guard let file = unsafe fopen(path, "re") else { throw unreadable(path) }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = unsafe fread(&piece, 1, piece.count, file)
      guard count > 0 else { break }
      bytes += piece.prefix(count)
    }
    guard unsafe ferror(file) == 0 else { throw unreadable(path) }
    return bytes
  }

  private static func unreadable(_ path: String) -> PEMFileError {
    let cause = unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "errno \(errno)"
    return .unreadable(path: path, cause: cause)
  }
}
