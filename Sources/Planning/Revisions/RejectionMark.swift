import Rollout
import Time

/// A rejection as it stands on the revision's record: `<reason>: <evidence>`.
struct RejectionMark {
  let finding: Rollout.Finding

  init(_ rejection: Rejection) {
    finding = rejection.finding
  }

  /// A word that this operator does not know still rejects.
  init(text: String) {
    let word = text.prefix { $0 != ":" }
    finding = Rollout.Finding(
      Rollout.Finding.Reason(rawValue: String(word)) ?? .aborted,
      String(text.dropFirst(word.count + 2))
    )
  }

  var text: String { "\(finding.reason.rawValue): \(finding.message)" }
}

extension RevisionBook {
  /// The rejections that stand on the records, for a status that has lost them.
  func rejections(at now: Timestamp) -> [Rejection] {
    let all = records.compactMap { record in
      record.rejection.map {
        Rejection(revision: record.id, finding: RejectionMark(text: $0).finding, at: now)
      }
    }
    return Array(all.suffix(RolloutState.rejectionLimit))
  }
}
