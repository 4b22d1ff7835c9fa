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
  private(set) var template: JSONValue = .null
  /// Names the template: the label `pod-template-hash` of its ReplicaSet and pods.
  private(set) var templateHash = ""
  private(set) var maxSurge = 0
  private(set) var maxUnavailable = 0
  private(set) var recreates = false
  private(set) var minReady: Duration = .zero
  private(set) var progressDeadline: Duration = .zero
  private(set) var isBeingDeleted = false
  private(set) var status: JSONValue = .null
  private(set) var labels: JSONObject = [:]

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    isBeingDeleted = object.isBeingDeleted
    status = object.status
    labels = object.labels
    guard object.generation != generation else { return }
    generation = object.generation
    let spec = object.spec
    replicas = spec["replicas"]?.intValue ?? 1
    selector = spec["selector"] ?? .null
    minReady = .seconds(spec["minReadySeconds"]?.intValue ?? 0)
    progressDeadline = .seconds(spec["progressDeadlineSeconds"]?.intValue ?? 600)
    readStrategy(spec["strategy"] ?? .null)
    guard spec["template"] != template else { return }
    template = spec["template"] ?? .null
    templateHash = Self.hash(of: template)
  }

  private mutating func readStrategy(_ strategy: JSONValue) {
    recreates = strategy["type"] == "Recreate"
    let rolling = strategy["rollingUpdate"] ?? .null
    maxSurge = Self.pods(rolling["maxSurge"], of: replicas, rounding: .up)
    maxUnavailable = Self.pods(rolling["maxUnavailable"], of: replicas, rounding: .down)
    if maxSurge == 0, maxUnavailable == 0 { maxUnavailable = 1 }
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

  /// FNV-1a over the template's text, in the alphabet that Kubernetes uses for names.
  private static func hash(of template: JSONValue) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in template.jsonBytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
    return String(
      (0..<10).map { place in
        alphabet[Int((hash >> (UInt64(place) * 6)) % UInt64(alphabet.count))]
      }
    )
  }
}
