import APIMachinery
import ControllerRuntime

/// The watch of one Secret.
struct SecretWatch: Sendable {
  let key: ObjectKey
  let informer: Informer
  private let ending = Latch()

  init(key: ObjectKey, informer: Informer) {
    self.key = key
    self.informer = informer
  }

  var hasSynced: Bool { informer.hasSynced }

  /// Of the content that the server showed last; `nil` when there is no such Secret.
  var fingerprint: String? { informer.store[key].map(SecretFingerprint.of) }

  func run() async {
    _ = await ending.interrupting { [informer] in await informer.run() }
  }

  func end() { ending.open() }
}
