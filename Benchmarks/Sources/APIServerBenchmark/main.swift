import Loopback
import Glibc

do {
  var benchmark = Benchmark(try Settings(Array(CommandLine.arguments.dropFirst())))
  try benchmark.run()
} catch {
  print("Error: \(error)")
  exit(1)
}
