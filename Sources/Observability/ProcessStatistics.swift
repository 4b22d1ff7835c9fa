package import Metering

/// What the kernel knows of this process, from the texts of `/proc`; a part that cannot be read is left out.
package struct ProcessStatistics: Hashable, Sendable {
  package var cpuSeconds: Double?
  package var residentBytes: Double?
  package var virtualBytes: Double?
  package var openFiles: Double?
  package var openFilesMax: Double?
  /// Since 1970.
  package var startSeconds: Double?

  /// `USER_HZ`: in what unit the kernel tells times to programs; 100 on every architecture that we build for.
  private static let ticksPerSecond = 100.0

  /// - Parameters:
  ///   - read: the text of a file below `/proc`, `self/stat` for one.
  ///   - openFiles: how many entries `/proc/self/fd` has.
  package init(reading read: (String) -> String?, openFiles: Int?) {
    self.openFiles = openFiles.map(Double.init)
    // The name of the program stands in brackets and may contain anything.
    let fields = read("self/stat")?.split(separator: ")").last?.split(separator: " ") ?? []
    if fields.count > 19, let user = Double(fields[11]), let system = Double(fields[12]) {
      cpuSeconds = (user + system) / Self.ticksPerSecond
    }
    if fields.count > 19, let ticks = Double(fields[19]),
      let boot = Self.number(after: "btime", in: read("stat"))
    {
      startSeconds = boot + ticks / Self.ticksPerSecond
    }
    let status = read("self/status")
    residentBytes = Self.number(after: "VmRSS:", in: status).map { $0 * 1_024 }
    virtualBytes = Self.number(after: "VmSize:", in: status).map { $0 * 1_024 }
    openFilesMax = Self.number(after: "Max open files", in: read("self/limits"))
  }

  /// The first number in the line that begins with a word.
  private static func number(after word: String, in text: String?) -> Double? {
    let line = text?.split(separator: "\n").first { $0.hasPrefix(word) }
    let rest = line?.dropFirst(word.count).split { $0 == " " || $0 == "\t" }
    return rest?.first.flatMap { Double($0) }
  }
}

/// Under the names of Prometheus' client libraries.
extension ProcessStatistics {
  package static let definitions = [
    cpuSeconds, openFiles, openFilesMax, residentBytes, virtualBytes, startSeconds,
  ]

  package var families: [MetricFamily] {
    [
      cpuSeconds.map(Self.cpuSeconds.family), openFiles.map(Self.openFiles.family),
      openFilesMax.map(Self.openFilesMax.family), residentBytes.map(Self.residentBytes.family),
      virtualBytes.map(Self.virtualBytes.family), startSeconds.map(Self.startSeconds.family),
    ].compactMap(\.self)
  }

  private static let cpuSeconds = MetricDefinition(
    "process_cpu_seconds_total",
    .counter,
    "Total user and system CPU time spent in seconds."
  )
  private static let openFiles = MetricDefinition(
    "process_open_fds",
    .gauge,
    "Number of open file descriptors."
  )
  private static let openFilesMax = MetricDefinition(
    "process_max_fds",
    .gauge,
    "Maximum number of open file descriptors."
  )
  private static let residentBytes = MetricDefinition(
    "process_resident_memory_bytes",
    .gauge,
    "Resident memory size in bytes."
  )
  private static let virtualBytes = MetricDefinition(
    "process_virtual_memory_bytes",
    .gauge,
    "Virtual memory size in bytes."
  )
  private static let startSeconds = MetricDefinition(
    "process_start_time_seconds",
    .gauge,
    "Start time of the process since unix epoch in seconds."
  )
}
