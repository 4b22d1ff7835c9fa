import APIMachinery
package import JSON
import PhysicsResources
import Time

/// A service as a document for scripts; the field names are an interface and stay.
package struct ServiceDocument {
  private let report: ServiceReport

  package init(_ report: ServiceReport) {
    self.report = report
  }

  package var json: JSONValue {
    let status = report.status
    return [
      "namespace": .string(report.object.namespace), "name": .string(report.name),
      "phase": status.phase.map { .string($0.rawValue) } ?? .null,
      "message": .string(status.message),
      "step": report.progress.map { .integer(Int64($0.stop)) } ?? .null,
      "steps": report.progress.map { .integer(Int64($0.of)) } ?? .null,
      "secondsLeft": Self.seconds(report.timeLeft),
      "revisions": .array(report.revisions.map(revision)),
      "checks": .array((status.analysis?.checks ?? []).map(\.json)),
      "verdict": status.analysis?.verdict.map { .string($0.rawValue) } ?? .null,
      "waits": .array(status.waits.map(wait)),
      "forecast": status.forecast?.json ?? .null,
      "podsByHPAAlone": report.podsByHPAAlone.map { .integer(Int64($0)) } ?? .null,
      "why": .string(Why(report).sentence),
    ]
  }

  private func revision(_ revision: RevisionReport) -> JSONValue {
    [
      "role": .string(revision.role.rawValue), "revision": .string(revision.revision),
      "image": .string(revision.image), "weight": .integer(Int64(revision.weight)),
      "weightAccepted": .bool(revision.isWeightAccepted),
      "deployment": revision.deployment.map(JSONValue.string) ?? .null,
      "ready": .integer(Int64(revision.ready)), "desired": .integer(Int64(revision.desired)),
      "troubles": .array(
        revision.troubles.map {
          ["pod": .string($0.pod), "reason": .string($0.reason), "sick": .bool($0.isSick)]
        }
      ),
      "autoscalers": .array(revision.autoscalers.map(autoscaler)),
    ]
  }

  private func autoscaler(_ autoscaler: AutoscalerReport) -> JSONValue {
    [
      "name": .string(autoscaler.name), "pods": .integer(Int64(autoscaler.pods)),
      "minReplicas": .integer(Int64(autoscaler.least)),
      "maxReplicas": .integer(Int64(autoscaler.most)),
      "metrics": .array(
        autoscaler.metrics.map {
          [
            "name": .string($0.name), "current": .string($0.current),
            "target": .string($0.target),
          ]
        }
      ),
    ]
  }

  private func wait(_ wait: WaitStatus) -> JSONValue {
    var json = wait.json
    json["secondsLeft"] = Self.seconds(wait.deadline.map { $0 - report.now })
    return json
  }

  private static func seconds(_ length: Duration?) -> JSONValue {
    length.map { .integer(max(0, $0.components.seconds)) } ?? .null
  }
}
