/// What one pod of the simulated application can do.
package struct ApplicationProfile: Hashable, Sendable {
  /// Requests per second that a pod answers when it does nothing else.
  package var capacityPerPod = 100.0
  /// CPU seconds that one request costs: at 5 ms and a request of 500m, 70 requests per second are 70 %.
  package var cpuSecondsPerRequest = 0.005
  /// CPU of a pod without requests, in cores.
  package var idleCores = 0.01
  /// The mean time to answer while nobody waits.
  package var baseLatency: Duration = .milliseconds(40)
  /// Requests that would wait longer than this are answered 503.
  package var queueLimit: Duration = .seconds(2)
  package var residentMemoryBytes = 200.0 * 1_048_576

  package init() {}
}
