package import APIMachinery
import JSON
package import PhysicsResources
package import Rollout

/// The revisions of one service that are on record, and the one that the spec asks for.
package struct RevisionBook: Hashable, Sendable {
  package enum Desired: Hashable, Sendable {
    case known(RevisionRecord)
    /// Not on record yet.
    case new(RevisionRecord, copies: [ConfigMapCopy])
    /// Something that identity depends on cannot be read.
    case unknown(Obstacle)

    package var record: RevisionRecord? {
      switch self {
      case .known(let record), .new(let record, _): record
      case .unknown: nil
      }
    }
  }

  /// In the order of their numbers.
  package let records: [RevisionRecord]
  package let desired: Desired
  /// What the spec names by itself: another than `desired` after `undo`.
  package let specified: Desired
  /// ConfigMaps whose content the identity of the desired revision depends on, but which nobody could read.
  package let unread: [String]
  /// Whether the present revision was made when less of its content counted for its identity than would today.
  let isOlderThanItsContent: Bool

  package init(
    _ resource: PhysicsAPI,
    records: [APIObject],
    configMaps: [String: ConfigMapContent],
    secrets: [String: SecretContent] = [:]
  ) {
    self.records = records.compactMap(RevisionRecord.init).sorted { $0.number < $1.number }
    let draft = RevisionDraft(
      resource: resource,
      records: self.records,
      configMaps: configMaps,
      secrets: secrets
    )
    specified = draft.desired
    let pinned = Self.pinned(in: resource.status, over: specified, among: self.records)
    desired = pinned.map(Desired.known) ?? specified
    let version =
      if case .known(let record) = specified {
        IdentityVersion(rawValue: record.identityVersion) ?? draft.birth
      } else { draft.birth }
    isOlderThanItsContent = version.rawValue < draft.birth.rawValue
    unread = ConfigMapReferences.all(in: resource.spec.workload, under: version).map(\.name)
      .filter { configMaps[$0] == .unknown }
  }

  package subscript(id: RevisionID) -> RevisionRecord? { records.first { $0.id == id } }

  package var desiredRecord: RevisionRecord? { desired.record }
}
