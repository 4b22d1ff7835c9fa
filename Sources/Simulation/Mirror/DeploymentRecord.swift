import APIMachinery
import JSON
import Time

/// A Deployment as its controllers read it.
struct DeploymentRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var generation = 0
  private(set) var replicas = 1
  private(set) var selector: JSONValue = .null
  private(set) var labelSelector = LabelSelector([])
  private(set) var template: JSONValue = .null
  /// How many pods a rolling update may have more than wanted.
  private(set) var maxSurge = 0
  /// How many of the wanted pods a rolling update may do without; 0 for other strategies.
  private(set) var maxUnavailable = 0
  private(set) var recreates = false
  private(set) var isPaused = false
  private(set) var minReadySeconds = 0
  private(set) var revisionHistoryLimit = 10
  /// `nil` when no deadline is kept.
  private(set) var progressDeadline: Duration?
  private(set) var isBeingDeleted = false
  private(set) var status: JSONValue = .null
  private(set) var annotations: JSONObject = [:]

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    isBeingDeleted = object.isBeingDeleted
    status = object.status
    annotations = object.annotations
    guard object.generation != generation else { return }
    generation = object.generation
    let spec = object.spec
    replicas = spec["replicas"]?.intValue ?? 1
    selector = spec["selector"] ?? .null
    labelSelector = LabelSelector(json: selector) ?? LabelSelector([])
    template = spec["template"] ?? .null
    isPaused = spec["paused"]?.boolValue ?? false
    minReadySeconds = spec["minReadySeconds"]?.intValue ?? 0
    revisionHistoryLimit = spec["revisionHistoryLimit"]?.intValue ?? 10
    let deadline = spec["progressDeadlineSeconds"]?.intValue ?? 600
    progressDeadline = deadline < Int(Int32.max) ? .seconds(deadline) : nil
    readStrategy(spec["strategy"] ?? .null)
  }

  private mutating func readStrategy(_ strategy: JSONValue) {
    recreates = strategy["type"] == "Recreate"
    let rolling = strategy["rollingUpdate"] ?? .null
    maxSurge = Self.pods(rolling["maxSurge"], of: replicas, rounding: .up)
    let unavailable = Self.pods(rolling["maxUnavailable"], of: replicas, rounding: .down)
    maxUnavailable =
      recreates ? 0 : min(replicas, maxSurge == 0 && unavailable == 0 ? 1 : unavailable)
  }

  var subject: EventSubject { EventSubject(type: .deployments, key: key, uid: uid) }

  /// Raised when a ReplicaSet of another template has taken the name that the hash gives.
  var collisionCount: Int { status["collisionCount"]?.intValue ?? 0 }

  /// The label `pod-template-hash` of a new ReplicaSet and its pods.
  func templateHash(collisions: Int) -> String {
    Self.hash(of: template, collisions: collisions)
  }

  /// A number of pods, or a percentage of `total`.
  static func pods(
    _ value: JSONValue?,
    of total: Int,
    rounding: FloatingPointRoundingRule
  ) -> Int {
    if let number = value?.intValue { return number }
    guard let text = value?.stringValue, text.hasSuffix("%"),
      let percent = Double(text.dropLast())
    else { return 0 }
    return Int((Double(total) * percent / 100).rounded(rounding))
  }

  /// FNV-1a over the template's text and the collisions so far, in the alphabet that Kubernetes uses for names.
  private static func hash(of template: JSONValue, collisions: Int) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    let salt = collisions > 0 ? Array(String(collisions).utf8) : []
    for byte in template.jsonBytes + salt {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
    return String(
      (0..<10).map { place in
        alphabet[Int((hash >> (UInt64(place) * 6)) % UInt64(alphabet.count))]
      }
    )
  }
}
