import Time

/// What one chaos run showed.
package struct ChaosReport: Sendable {
  package let script: ChaosScript
  package internal(set) var failures: [ChaosFailure] = []
  package internal(set) var breaches: [Breach] = []
  /// Of every write in the world: the same script has the same one in every process.
  package internal(set) var digest = ""
  package internal(set) var writes = 0
  package internal(set) var requests = 0
  package internal(set) var lost = 0
  /// In simulated time.
  package internal(set) var lived = Duration.zero
  /// What happened, for the one who has to find out why.
  package internal(set) var timeline: [String] = []

  init(_ script: ChaosScript) {
    self.script = script
  }

  package var isGood: Bool { failures.isEmpty && breaches.isEmpty }

  /// What kind of thing is wrong, each once, in alphabetical order: a script and its shorter half fail alike when these meet.
  package var kinds: [String] {
    Set(failures.map(\.kind.rawValue) + breaches.map(\.law)).sorted()
  }

  /// One line; a failing run's says what is wrong as well.
  package var line: String {
    "seed \(script.seed)  \(script.router.word)  \(script.acts.count) acts  "
      + "\(lived.goDuration)  \(writes) writes  \(requests) requests  \(lost) lost  "
      + "digest \(digest)  \(isGood ? "good" : "FAILED \(kinds.joined(separator: " "))")"
  }

  /// What is wrong, a sentence each.
  package var sentences: [String] { failures.map(\.description) + breaches.map(\.description) }
}
