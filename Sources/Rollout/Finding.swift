/// Why a revision is not good enough, in a word for machines and a sentence for people.
package struct Finding: Hashable, Sendable {
  package enum Reason: String, Hashable, Sendable, CaseIterable {
    case errorRateAboveLimit = "ErrorRateAboveLimit"
    case latencyAboveLimit = "LatencyAboveLimit"
    case worseThanStable = "WorseThanStable"
    case queryOutsideLimit = "QueryOutsideLimit"
    case crashLooping = "CrashLoopBackOff"
    case containersTerminated = "ContainersTerminated"
    case containerConfigInvalid = "ContainerConfigInvalid"
    case imageNameInvalid = "ImageNameInvalid"
    case imagePullFailed = "ImagePullFailed"
    case neverReady = "NeverReady"
    case evidenceInsufficient = "EvidenceInsufficient"
    case aborted = "Aborted"
  }

  package let reason: Reason
  package let message: String

  package init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }
}
