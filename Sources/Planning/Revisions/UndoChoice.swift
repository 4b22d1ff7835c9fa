import PhysicsResources
import Rollout

/// Which revisions `undo` can go back to, and why it cannot go to others.
struct UndoChoice {
  let resource: PhysicsAPI
  let book: RevisionBook
  let lostCopies: LostCopies

  private var status: PhysicsAPIStatus { resource.status }
  private var stable: String? { status.stable?.revision }

  /// The revisions besides the stable one that could serve again, newest first.
  var candidates: [RevisionID] {
    book.records.reversed().filter { $0.id.hash != stable && isComplete($0) }.map(\.id)
  }

  /// - Parameter asked: the hash, or the beginning of it; `nil` for the revision that served before.
  func target(_ asked: String?) -> UndoTarget {
    // What the spec names is what the pin is set over: without it nobody could tell when the spec has moved on.
    guard let over = book.specified.record?.id else {
      return .refused("the revision that the spec names is not known; mend that first")
    }
    switch record(asked) {
    case .failure(let refusal): return .refused(refusal.sentence)
    case .success(let record):
      if let problem = problem(with: record) { return .refused(problem) }
      return .pin(Pin(revision: record.id, over: over))
    }
  }

  private struct Refusal: Error {
    let sentence: String
  }

  private func record(_ asked: String?) -> Result<RevisionRecord, Refusal> {
    guard let asked else { return previous }
    let found = book.records.filter { $0.id.hash.hasPrefix(asked) }
    guard let record = found.first else {
      let wasThere = status.history.contains { $0.revision.hasPrefix(asked) }
      let why =
        wasThere
        ? "revision \(asked) is not kept any more: spec.rollout.revisionHistoryLimit is "
          + "\(resource.spec.rollout.revisionHistoryLimit)"
        : "no revision \(asked) is on record"
      return .failure(Refusal(sentence: "\(why); \(offer)"))
    }
    guard found.count == 1 else {
      let all = found.map(\.id.hash).joined(separator: ", ")
      return .failure(Refusal(sentence: "\(asked) may be any of \(all); give more of its digits"))
    }
    guard record.id.hash != stable || isInFlight else {
      return .failure(Refusal(sentence: "revision \(record.id) is the one that serves; \(offer)"))
    }
    return .success(record)
  }

  /// In flight the stable revision; at rest the one that was promoted before it.
  private var previous: Result<RevisionRecord, Refusal> {
    let promoted = status.history.last { $0.outcome == .promoted && $0.revision != stable }
    guard let hash = isInFlight ? stable : promoted?.revision else {
      return .failure(Refusal(sentence: "no other revision has served before; \(offer)"))
    }
    return record(hash)
  }

  private var isInFlight: Bool { status.canary != nil }

  /// Why a revision on record cannot serve again; `nil` when it can.
  private func problem(with record: RevisionRecord) -> String? {
    if let rejected = status.rejected.last(where: { $0.revision == record.id.hash }) {
      return "revision \(record.id) was rejected (\(rejected.reason)); \(offerBesides(record.id))"
    }
    guard let copy = lostCopies.lostForEver(by: record).first else { return nil }
    return "revision \(record.id) cannot start: ConfigMap \(copy.name), its copy of "
      + "\(copy.original), is gone; \(offerBesides(record.id))"
  }

  private var offer: String { offerBesides(nil) }

  private func offerBesides(_ revision: RevisionID?) -> String {
    let others = candidates.filter { $0 != revision }
    guard !others.isEmpty else {
      return "there is none to go back to: set spec.workload to what it was"
    }
    return "there are \(others.map(\.hash).joined(separator: ", "))"
  }

  private func isComplete(_ record: RevisionRecord) -> Bool {
    !status.rejected.contains { $0.revision == record.id.hash }
      && lostCopies.lostForEver(by: record).isEmpty
  }
}
