import APIMachinery
import JSON
import Time

extension Shape where Value == Condition {
  /// A metav1.Condition.
  static var condition: Shape {
    Shape(
      blank: Condition(
        type: "",
        status: .unknown,
        reason: "",
        message: "",
        observedGeneration: 0,
        lastTransitionTime: Timestamp(epochSeconds: 0)
      ),
      schema: [
        "type": "object",
        "required": ["lastTransitionTime", "message", "reason", "status", "type"],
        "properties": [
          "type": text("What the condition is about.", max: 316),
          "status": ["type": "string", "enum": ["True", "False", "Unknown"]],
          "reason": reason,
          "message": text("A sentence for people.", max: 32_768),
          "observedGeneration": ["type": "integer", "format": "int64", "minimum": 0],
          "lastTransitionTime": ["type": "string", "format": "date-time", "maxLength": 64],
        ],
      ],
      parse: { json in
        Condition(json: json).map { .value($0) }
          ?? .refused("must be a condition with type and status, not \(json.quoted)")
      },
      write: { $0.json }
    )
  }

  /// With the bounds that metav1.Condition has upstream.
  private static var reason: JSONValue {
    var schema = text("One word from a closed list.", max: 1_024)
    schema["minLength"] = 1
    schema["pattern"] = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$"
    return schema
  }

  private static func text(_ description: JSONValue, max: JSONValue) -> JSONValue {
    ["type": "string", "description": description, "maxLength": max]
  }
}
