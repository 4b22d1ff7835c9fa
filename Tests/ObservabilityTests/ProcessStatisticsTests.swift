import Metering
import Observability
import Testing

struct ProcessStatisticsTests {
  private let texts = [
    // The program's name may contain brackets and blanks.
    "self/stat":
      "7 (a b) c) S 1 7 7 0 -1 4194560 5023 0 0 0 250 75 0 0 20 0 9 0 1234 99999 4321 184467\n",
    "stat": "cpu  1 2 3\nbtime 1700000000\nprocesses 5\n",
    "self/status": "Name:\ta b) c\nVmSize:\t  20480 kB\nVmRSS:\t   2048 kB\n",
    "self/limits": "Limit  Soft  Hard  Units\nMax open files            1024   4096   files\n",
  ]

  @Test("the kernel's texts become the metrics of Prometheus' client libraries")
  func reading() {
    let statistics = ProcessStatistics(reading: { texts[$0] }, openFiles: 12)
    #expect(
      MetricsText(statistics.families).text.split(separator: "\n").filter { $0.first != "#" } == [
        "process_cpu_seconds_total 3.25", "process_open_fds 12", "process_max_fds 1024",
        "process_resident_memory_bytes 2097152", "process_virtual_memory_bytes 20971520",
        "process_start_time_seconds 1700000012.34",
      ]
    )
  }

  @Test("what cannot be read is left out, not shown as zero")
  func nothing() {
    #expect(ProcessStatistics(reading: { _ in nil }, openFiles: nil).families == [])
    let rubbish = ProcessStatistics(reading: { _ in "Max open files unlimited" }, openFiles: nil)
    #expect(rubbish.families == [])
  }
}
