import Glibc
import Loopback

do {
  var benchmark = try Benchmark(try Settings(Array(CommandLine.arguments.dropFirst())))
  try benchmark.run()
  try benchmark.runAgain()
  for measurement in benchmark.measurements { print(measurement.line) }
  let worse = benchmark.measurements.filter { $0.value > $0.limit }
  for measurement in worse {
    print("Error: \(measurement.what) is beyond its limit of \(measurement.limit)")
  }
  exit(worse.isEmpty ? 0 : 1)
} catch {
  print("Error: \(error)")
  exit(1)
}
