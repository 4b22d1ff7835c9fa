import APIMachinery
import JSON
import Rollout

extension RevisionRecord {
  /// What the revision's pods read in place of the user's ConfigMaps; numbered in the order of the originals' names.
  func copies(of service: String) -> [ConfigMapCopy] {
    configDigests.enumerated().map { index, member in
      ConfigMapCopy(
        original: member.key,
        name: ConfigMapCopy.name(of: service, id, index),
        digest: member.value.stringValue ?? "",
        source: nil
      )
    }
  }

  /// Those of its copies that are not there although they should be.
  func lostCopies(of service: String, in children: ObservedChildren) -> [ConfigMapCopy] {
    copies(of: service)
      .filter { $0.hasContent && children.child(.configMaps, named: $0.name) == nil }
  }
}
