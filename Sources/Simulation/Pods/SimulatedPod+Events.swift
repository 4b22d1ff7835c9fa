import APIMachinery
import Time

/// What the kubelet tells of a pod, in its own words (`pkg/kubelet/events`).
extension SimulatedPod {
  private var kubelet: ObservedEvent.Reporter { .kubelet(on: nodeName) }

  func tellContainers(
    _ severity: ObservedEvent.Severity,
    _ reason: String,
    in events: inout EventLog,
    _ message: (PodTraits.Container) -> String
  ) {
    for container in traits.containers {
      events.note(
        severity,
        reason,
        message(container),
        about: subject(container: container.name),
        by: kubelet
      )
    }
  }

  var pullError: String {
    "failed to pull and unpack image \"\(traits.image)\": failed to resolve reference "
      + "\"\(traits.image)\": \(traits.image): not found"
  }

  func tellPullFailure(in events: inout EventLog) {
    tellUnpullable(
      .warning,
      "Failed",
      "Failed to pull image \"\(traits.image)\": \(pullError)",
      &events
    )
    tellUnpullable(.warning, "Failed", "Error: ErrImagePull", &events)
  }

  func tellPullBackOff(in events: inout EventLog) {
    tellUnpullable(.normal, "BackOff", "Back-off pulling image \"\(traits.image)\"", &events)
    tellUnpullable(.warning, "Failed", "Error: ImagePullBackOff", &events)
  }

  private func tellUnpullable(
    _ severity: ObservedEvent.Severity,
    _ reason: String,
    _ message: String,
    _ events: inout EventLog
  ) {
    guard let container = traits.containers.first(where: { $0.image == traits.image }) else {
      return
    }
    let subject = subject(container: container.name)
    events.note(severity, reason, message, about: subject, by: kubelet)
  }

  func tellBackOff(in events: inout EventLog) {
    tellContainers(.warning, "BackOff", in: &events) {
      "Back-off restarting failed container \($0.name) in pod \(podIdentity)"
    }
  }

  /// `name_namespace(uid)`, as the kubelet names pods.
  private var podIdentity: String { "\(key.name)_\(key.namespace)(\(uid))" }

  /// The message of the state CrashLoopBackOff.
  var backOffMessage: String {
    let container = traits.containers.first?.name ?? ""
    return "back-off \(backOff.goShort) restarting failed container=\(container) pod=\(podIdentity)"
  }

  /// Whether the readiness probe is due, so long after the start, at a process that is not ready.
  func fails(probeAfter age: Duration) -> Bool {
    let (seconds, period) = (age.components.seconds, traits.readinessPeriod.components.seconds)
    return !traits.readinessPath.isEmpty && seconds > 0 && period > 0 && seconds % period == 0
  }

  func tellUnhealthy(in events: inout EventLog) {
    tellContainers(.warning, "Unhealthy", in: &events) { _ in
      "Readiness probe failed: HTTP probe failed with statuscode: 503"
    }
  }
}

extension Duration {
  /// As Go prints whole seconds: `10s`, `2m40s`.
  fileprivate var goShort: String {
    let seconds = components.seconds
    return seconds < 60 ? "\(seconds)s" : "\(seconds / 60)m\(seconds % 60)s"
  }
}
