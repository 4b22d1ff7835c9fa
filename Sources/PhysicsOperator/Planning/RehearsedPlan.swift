import APIMachinery
import JSON
import Operator
import Planning

/// A plan, and what the API server says to each of its actions if it was asked.
struct RehearsedPlan {
  let resource: ObjectKey
  let plan: Plan
  /// What follows after this pass; `nil` when no rollout does.
  let road: RoadAhead?
  /// In the order of the actions; `nil` when no server was asked.
  var answers: [Rehearsal.Answer]?
  /// Why the server would not even take the resource.
  var refusal: String?

  var isRefused: Bool {
    refusal != nil
      || (answers ?? []).contains { if case .refused = $0 { true } else { false } }
  }

  var text: String {
    let lines = [PlanText(resource: resource, plan: plan).text] + roadLines + serverLines
    return lines.joined(separator: "\n")
  }

  var json: JSONValue {
    var json = PlanDocument(plan).json
    json["road"] = road.map { RoadDocument($0).json } ?? .null
    if let refusal { json["refusal"] = .string(refusal) }
    if let answers { json["server"] = .array(zip(plan.actions, answers).map(answer)) }
    return json
  }

  private var roadLines: [String] { road.map { [""] + RoadText($0).lines } ?? [] }

  private var serverLines: [String] {
    if let refusal {
      return [
        "", "server: \(refusal)", "server: the actions are not asked for without the resource",
      ]
    }
    guard let answers else { return [] }
    return [""] + zip(plan.actions, answers).flatMap(lines)
  }

  private func lines(_ action: PlannedAction, _ answer: Rehearsal.Answer) -> [String] {
    switch answer {
    case .refused(let sentence): ["server: \(sentence)"]
    case .accepted(let changes):
      ["server: \(action.id) is accepted"] + changes.map(PlanText.line)
    }
  }

  private func answer(_ action: PlannedAction, _ answer: Rehearsal.Answer) -> JSONValue {
    let id = JSONValue.string(action.id.description)
    return switch answer {
    case .refused(let sentence): ["action": id, "accepted": false, "refusal": .string(sentence)]
    case .accepted(let changes):
      ["action": id, "accepted": true, "fieldChanges": .array(changes.map(PlanDocument.change))]
    }
  }
}
