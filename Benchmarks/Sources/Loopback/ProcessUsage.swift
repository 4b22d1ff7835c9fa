import Glibc

/// Nanoseconds of a clock that never goes back.
package func monotonicNanoseconds() -> UInt64 {
  var time = timespec()
  _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// What the kernel says of a process.
package struct ProcessUsage {
  package let cpuSeconds: Double
  package let residentMB: Double
  package let peakMB: Double

  package init(of process: Int) throws(BenchmarkError) {
    let stat = try text(ofFile: "/proc/\(process)/stat")
    // The name in parentheses may hold spaces; the fields count from behind it.
    let fields = stat.split(separator: ")").last.map { $0.split(separator: " ") } ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      throw BenchmarkError("/proc/\(process)/stat cannot be read")
    }
    cpuSeconds = (user + system) / Double(sysconf(CInt(_SC_CLK_TCK)))
    let status = try text(ofFile: "/proc/\(process)/status")
    func megabytes(_ name: String) -> Double {
      let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
      let words = line?.split { $0 == " " || $0 == "\t" } ?? []
      return words.count > 1 ? (Double(words[1]) ?? 0) / 1_024 : 0
    }
    residentMB = megabytes("VmRSS:")
    peakMB = megabytes("VmHWM:")
  }
}

package func text(ofFile path: String) throws(BenchmarkError) -> String {
  let descriptor = unsafe open(path, O_RDONLY)
  guard descriptor >= 0 else {
    throw BenchmarkError("\(path) cannot be read; is the process there?")
  }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 8_192)
  while true {
    let count = unsafe read(descriptor, &piece, piece.count)
    guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
    bytes += piece.prefix(count)
  }
}
