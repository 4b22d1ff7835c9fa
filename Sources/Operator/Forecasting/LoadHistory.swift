import APIMachinery
import Forecast
import PhysicsResources
import Planning
import Scaling
import Time

/// What became of reading a service's history.
struct LoadHistory: Sendable {
  /// The last tries; `nil` when nobody was asked.
  var journal: Result<ForecastRecord, HistoryProblem>?
  var backfill: Result<[LoadSample], HistoryProblem>?

  /// The finer ones first.
  var samples: [LoadSample] {
    ((try? backfill?.get()) ?? []) + ((try? journal?.get().history?.samples) ?? [])
  }

  /// One sample for each minute that is over, oldest first: what is known already, else Prometheus', else the check-point's.
  func samples(with known: [LoadSample], before now: Timestamp) -> [LoadSample] {
    let present = Int(now.epochSeconds / 60)
    let ranked = (known + samples).enumerated().filter { $0.element.minute < present }
      .sorted { ($0.element.minute, $0.offset) < ($1.element.minute, $1.offset) }
      .map(\.element)
    return ranked.enumerated().filter { place, sample in
      place == 0 || ranked[place - 1].minute != sample.minute
    }.map(\.element)
  }

  /// Remembers it, so that it is neither asked for again nor too soon.
  func note(in load: inout LoadMemory, order: LearnOrder, at now: Timestamp) {
    noteJournal(in: &load, order: order, at: now)
    switch backfill {
    case .success: load.history.noteBackfill(from: order.resource.spec.metrics)
    case .failure(let problem): load.history.noteBackfillFailure("\(problem)", at: now)
    case nil: break
    }
  }

  private func noteJournal(in load: inout LoadMemory, order: LearnOrder, at now: Timestamp) {
    guard order.looksForJournal else { return }
    switch journal {
    case nil: load.history.hasReadJournal = true
    case .failure(let problem):
      load.history.journalRetryAt = now + .seconds(60)
      load.history.journalComplaint = "the check-point is not read: \(problem)"
    case .success(let record):
      load.history.hasReadJournal = true
      load.history.journalComplaint = record.complaint
      load.journal.savedAt = record.savedAt
      load.journal.savedText = record.history?.text ?? ""
      load.journal.isLeftAlone = record.isOfOthers
      load.measured = record.capacity
    }
  }
}

/// Why a history cannot be read, with the cure.
struct HistoryProblem: Error, Hashable, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
