package import JSON

extension ScalingSpec {
  /// The behavior that the HPA gets: the user's directions, and the guide's where one is not given.
  package var behaviorWithDefaults: JSONValue {
    .object((Self.guideBehavior).merging(behavior.objectValue ?? [:]))
  }

  /// The guide's section 9.2: down by half a minute's pods at most after 5 minutes, up at once by 100 % or 4 pods in 30 s.
  private static let guideBehavior: JSONObject = [
    "scaleDown": [
      "stabilizationWindowSeconds": 300,
      "policies": [["type": "Percent", "value": 50, "periodSeconds": 60]],
    ],
    "scaleUp": [
      "stabilizationWindowSeconds": 0,
      "policies": [
        ["type": "Percent", "value": 100, "periodSeconds": 30],
        ["type": "Pods", "value": 4, "periodSeconds": 30],
      ],
      "selectPolicy": "Max",
    ],
  ]
}
