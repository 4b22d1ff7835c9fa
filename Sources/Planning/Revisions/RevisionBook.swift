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
    case unknown(String)
  }

  /// In the order of their numbers.
  package let records: [RevisionRecord]
  package let desired: Desired
  /// ConfigMaps whose content the identity of the desired revision depends on, but which nobody could read.
  package let unread: [String]

  package init(_ resource: PhysicsAPI, records: [APIObject], configMaps: [String: ConfigMapContent])
  {
    self.records = records.compactMap(RevisionRecord.init).sorted { $0.number < $1.number }
    let names = ConfigMapReferences.names(in: resource.spec.workload)
    unread = names.filter { configMaps[$0] == .unknown }
    let draft = RevisionDraft(resource: resource, records: self.records)
    desired = draft.desired(reading: names.map { ($0, configMaps[$0] ?? .unknown) })
  }

  package subscript(id: RevisionID) -> RevisionRecord? { records.first { $0.id == id } }

  package var desiredRecord: RevisionRecord? {
    switch desired {
    case .known(let record), .new(let record, _): record
    case .unknown: nil
    }
  }
}
