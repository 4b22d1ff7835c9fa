import APIMachinery
import ControllerRuntime
import Forecast
import PhysicsResources
import Planning
import Scaling
import Time

/// Keeps the load of the services where the next process finds it.
extension PhysicsAPIReconciler {
  /// Check-points at a time at the end of a process: 500 of them are written within a second or two.
  private static let atATime = 16

  /// Writes a service's check-point when its hour is over; a failure is noted, and no reason for a pass to fail.
  ///
  /// - Parameter ifDue: `false` writes it whatever the time, if there is anything new.
  func saveLoad(of resource: PhysicsAPI, _ memory: ServiceMemory, ifDue: Bool) async {
    let now = gatherer.clock.timestamp.wholeSeconds
    let found = memory.withState { state -> ForecastRecord? in
      let load = state.load
      guard load.history.hasReadJournal, !load.journal.isLeftAlone,
        !ifDue || load.journal.isDue(at: now, bornAt: state.bornAt),
        let history = load.forecaster?.checkpoint, history.text != load.journal.savedText
      else { return nil }
      return ForecastRecord(history: history, capacity: load.capacityToKeep, savedAt: now)
    }
    guard let record = found, let history = record.history else { return }
    let complaint = await write(record, of: resource)
    memory.withState { state in
      if let complaint {
        state.load.journal.noteFailure(complaint, at: now)
      } else {
        state.load.journal.noteSaved(history.text, at: now)
        // What could not be read there is not there any more.
        state.load.history.journalComplaint = ""
      }
    }
  }

  /// Why it was not written; `nil` when it was.
  private func write(_ record: ForecastRecord, of resource: PhysicsAPI) async -> String? {
    let journal = ForecastJournal(of: resource)
    switch journal.writing(record.data, over: gatherer.journal(of: resource)) {
    case .refused(let sentence): return sentence
    case .write(let action):
      let outcome = await applier.apply([action], for: resource.key)
      guard !outcome.isComplete else { return nil }
      let why = outcome.refusals.first?.message ?? "it is tried again in a minute"
      return "the load is not check-pointed: \(why)"
    }
  }

  /// At the end of this process: what was sampled since the last check-points.
  func saveLoads() async {
    let objects = caches.informer(of: .physicsAPIs)?.store.all ?? []
    await withTaskGroup(of: Void.self) { group in
      for (place, object) in objects.enumerated() where !object.isBeingDeleted {
        if place >= Self.atATime { await group.next() }
        group.addTask {
          guard let resource = try? resources.read(object) else { return }
          let memory = gatherer.memories.memory(of: resource)
          await saveLoad(of: resource, memory, ifDue: false)
        }
      }
    }
  }
}

extension LoadMemory {
  /// What was measured; what the specification declares needs no memory.
  fileprivate var capacityToKeep: CapacityMeter.Memory? {
    meterStart?.source == .declared ? nil : meter?.memory ?? measured
  }
}
