/// What one pod contributed.
package struct PodEvidence<Value: CounterValue>: Hashable, Sendable {
  package let pod: String
  package internal(set) var window: CounterWindow<Value>
  package internal(set) var watch: OscillationWatch<Value>
}
