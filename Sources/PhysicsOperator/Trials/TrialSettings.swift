import Simulation

/// What all runs of a trial have in common.
struct TrialSettings: Sendable {
  /// As the user wrote it, for sentences.
  let command: String
  /// Its words; `{kubeconfig}` in them stands for a path.
  let words: [String]
  let base: TrialManifest
  let change: TrialManifest
  let exemptions: [TrialExemption]
  let loads: [ServedLoad]
  let namespace: String
  /// How long nothing may be written for a change to be over; of the cluster's time, like `limit`.
  let quiet: Duration
  /// How long a change may take.
  let limit: Duration
  /// Until the first request of a process; of the machine's time.
  let connectWithin: Duration
  let podStartup: Duration
  let speed: Int
  let streamsLists: Bool
  /// Where kubeconfigs and logs are.
  let folder: String

  var cluster: ClusterSettings {
    // The same cluster each time: only plans differ.
    var settings = ClusterSettings(seed: 1)
    settings.startUp = podStartup...podStartup
    settings.imagePull = .zero ... .seconds(1)
    return settings
  }
}
