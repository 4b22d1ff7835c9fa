import Glibc

/// What this process has asked of its allocator and not given back.
///
/// Resident memory says less: it holds free pages that the allocator keeps, and pages of the executable that were touched once.
enum HeapInUse {
  private typealias Inform = @convention(c) (CInt, UnsafeMutablePointer<FILE>) -> CInt

  /// In bytes; `nil` where the allocator is not glibc's, which alone tells.
  static var bytes: Int? {
    // Swift's Glibc has no malloc.h.
    guard let symbol = unsafe dlsym(nil, "malloc_info") else { return nil }
    var text: UnsafeMutablePointer<CChar>? = nil
    var size = 0
    guard let stream = unsafe open_memstream(&text, &size) else { return nil }
    let code = unsafe unsafeBitCast(symbol, to: Inform.self)(0, stream)
    unsafe fclose(stream)
    defer { unsafe free(text) }
    guard code == 0, let text = unsafe text else { return nil }
    return unsafe bytes(in: String(cString: text))
  }

  /// The totals follow the arenas: what the kernel gave, less what lies in lists of free chunks, and what is mapped alone.
  private static func bytes(in report: String) -> Int? {
    let totals = report.split(separator: "</heap>").last ?? ""
    let sizes = totals.split(separator: "\n").reduce(into: [Substring: Int]()) { sizes, line in
      let parts = line.split(separator: "\"")
      guard line.contains("size="), parts.count > 2 else { return }
      sizes[parts[0] == "<system type=" ? "system \(parts[1])" : parts[1]] = parts.last {
        Int($0) != nil
      }
      .flatMap { Int($0) }
    }
    guard let system = sizes["system current"] else { return nil }
    return system - (sizes["fast"] ?? 0) - (sizes["rest"] ?? 0) + (sizes["mmap"] ?? 0)
  }
}
