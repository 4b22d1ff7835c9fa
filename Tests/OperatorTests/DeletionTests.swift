import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Transport

/// Nothing that the operator deletes can be the wrong object.
struct DeletionTests {
  @Test("G5: over a whole life each deletion names the uid and version of a child that is ours")
  func preconditions() throws {
    let life = try OperatorLife()
    try life.live()
    let deletions = life.wire.requests.filter { $0.method == .delete }
    let kinds = Set(deletions.compactMap { $0.path.split(separator: "/").dropLast().last })
    #expect(kinds.count >= 4, "\(kinds)")
    for deletion in deletions {
      let preconditions = deletion.json["preconditions"]
      let uid = try #require(preconditions?["uid"]?.stringValue, "\(deletion.target)")
      #expect(!uid.isEmpty)
      #expect(preconditions?["resourceVersion"]?.stringValue?.isEmpty == false)
      let record = try #require(life.wire.writes.first { $0.verb == .delete && $0.old?.uid == uid })
      #expect(record.old?.controllerOwner?.kind == "PhysicsAPI", "\(deletion.target)")
      #expect(deletion.path.hasSuffix("/\(record.key.name)"))
    }
  }
}
