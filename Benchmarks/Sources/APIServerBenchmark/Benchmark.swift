import Loopback
import Glibc

/// Writes to a kind that many watch, at a steady pace, and measures from each write to each of its events.
struct Benchmark {
  private static let path = "/api/v1/namespaces/default/configmaps"
  private static let writerCount = 4
  /// About as much as a Deployment: 1.5 KB of data beside the metadata.
  private static let filling = String(repeating: "0123456789abcdef", count: 96)

  let settings: Settings
  private var eventMicroseconds: [UInt32] = []
  private var writeMicroseconds: [UInt32] = []
  private var late = 0
  private var refused = 0

  init(_ settings: Settings) {
    self.settings = settings
  }

  mutating func run() throws(BenchmarkError) {
    try populate()
    var writers = try writers()
    var watchers = try openWatches()
    let before = try ProcessUsage(of: settings.process)
    let start = monotonicNanoseconds()
    let interval = 1_000_000_000 / UInt64(settings.writesPerSecond)
    let total = settings.writesPerSecond * settings.seconds
    var sent = 0
    var answered = 0
    let deadline = start + UInt64(settings.seconds + 10) * 1_000_000_000
    while eventMicroseconds.count < total * settings.watches, monotonicNanoseconds() < deadline {
      let due = min(total, Int((monotonicNanoseconds() - start) / interval) + 1)
      for index in 0..<writers.count where sent < due && writers[index].isIdle {
        try write(sent, through: &writers[index])
        sent += 1
      }
      if sent < due { late += 1 }
      try wait(writers, watchers, until: start + UInt64(sent) * interval)
      for index in 0..<writers.count where !writers[index].isIdle {
        guard let answer = try writers[index].finish() else { continue }
        answered += 1
        if answer.status != 200 { refused += 1 }
        writeMicroseconds.append(UInt32(answer.nanoseconds / 1_000))
      }
      try readEvents(&watchers)
    }
    let seconds = Double(monotonicNanoseconds() - start) / 1e9
    report(before, try ProcessUsage(of: settings.process), seconds, writes: answered)
  }

  private func write(_ number: Int, through writer: inout HTTPConnection) throws(BenchmarkError) {
    let name = "bench-\(number * 7_919 % settings.objects)"
    try writer.send(
      "PATCH",
      "\(Self.path)/\(name)?fieldManager=benchmark",
      "application/merge-patch+json",
      "{\"data\":{\"stamp\":\"\(monotonicNanoseconds())\"}}"
    )
  }

  private mutating func readEvents(_ watchers: inout Watchers) throws(BenchmarkError) {
    for index in 0..<watchers.count {
      let stamps = try watchers[index].numbers()
      let now = monotonicNanoseconds()
      for stamp in stamps where stamp > 0 {
        eventMicroseconds.append(UInt32((now - stamp) / 1_000))
      }
    }
  }
}

extension Benchmark {
  private func populate() throws(BenchmarkError) {
    var writer = try HTTPConnection(port: settings.port)
    for number in 0..<settings.objects {
      let body =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"bench-\(number)\",\"labels\":"
        + "{\"app\":\"bench\",\"shard\":\"\(number % 10)\"}},\"data\":{\"filling\":\"\(Self.filling)\"}}"
      _ = try writer.call("POST", "\(Self.path)?fieldManager=benchmark", "application/json", body)
    }
  }

  private func writers() throws(BenchmarkError) -> Writers {
    var writers = Writers()
    for _ in 0..<Self.writerCount { writers.append(try HTTPConnection(port: settings.port)) }
    return writers
  }

  /// Opens the watches from now on and waits until the server has them all.
  private func openWatches() throws(BenchmarkError) -> Watchers {
    var watchers = Watchers()
    let query = "watch=1&sendInitialEvents=false&resourceVersionMatch=NotOlderThan"
    for _ in 0..<settings.watches {
      watchers.append(
        try Watcher(port: settings.port, target: "\(Self.path)?\(query)", mark: "\"stamp\":\"")
      )
    }
    usleep(1_000_000)
    return watchers
  }

  /// Sleeps until something arrives or the next write is due.
  private func wait(
    _ writers: borrowing Writers,
    _ watchers: borrowing Watchers,
    until due: UInt64
  ) throws(BenchmarkError) {
    var descriptors: [pollfd] = []
    for index in 0..<writers.count {
      descriptors.append(
        pollfd(fd: writers[index].socket.descriptor, events: Int16(POLLIN), revents: 0)
      )
    }
    for index in 0..<watchers.count {
      descriptors.append(
        pollfd(fd: watchers[index].socket.descriptor, events: Int16(POLLIN), revents: 0)
      )
    }
    let now = monotonicNanoseconds()
    let milliseconds = due > now ? Int32((due - now + 999_999) / 1_000_000) : 0
    _ = unsafe poll(&descriptors, nfds_t(descriptors.count), min(milliseconds, 100))
  }

  private func report(
    _ before: ProcessUsage,
    _ after: ProcessUsage,
    _ seconds: Double,
    writes: Int
  ) {
    let expected = writes * settings.watches
    print(
      """
      \(settings.objects) objects, \(settings.watches) watches, \(settings.writesPerSecond) writes/s for \(settings.seconds) s
      writes answered        \(writes) in \(rounded(seconds)) s, \(refused) refused, \(late) times behind
      events received        \(eventMicroseconds.count) of \(expected)
      server CPU             \(rounded(after.cpuSeconds - before.cpuSeconds)) s, \
      \(rounded((after.cpuSeconds - before.cpuSeconds) / seconds * 100)) % of a core
      server memory          \(rounded(before.residentMB)) MB before, \(rounded(after.residentMB)) MB after, \
      peak \(rounded(after.peakMB)) MB
      write to answer        \(percentiles(writeMicroseconds))
      write to event         \(percentiles(eventMicroseconds))
      """
    )
  }

  private func percentiles(_ samples: [UInt32]) -> String {
    guard !samples.isEmpty else { return "none" }
    let sorted = samples.sorted()
    func quantile(_ share: Double) -> String {
      let index = min(sorted.count - 1, Int(Double(sorted.count) * share))
      return "\(rounded(Double(sorted[index]) / 1_000)) ms"
    }
    return "p50 \(quantile(0.5)), p90 \(quantile(0.9)), p99 \(quantile(0.99)), max \(quantile(1))"
  }

  private func rounded(_ number: Double) -> Double { (number * 100).rounded() / 100 }
}
